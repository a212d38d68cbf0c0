import { z } from "zod";
import { Identifier, JsonValue, PathGlob, type Json } from "./common.js";
import { Read } from "./readout.js";

/** Text in which `{{name}}`, `{{job.id}}` or `{{rows | count}}` stands for what a variable holds. */
const Template = z.string().max(20_000);

/** Any JSON value; texts in it are templates, and a text that is one `{{...}}` alone keeps the variable's type. */
const TemplateValue: z.ZodType<Json> = JsonValue;

const Variable = z.string().regex(/^[a-z][a-z0-9_]*$/, "expected a variable name such as job or drafted_at");

/** A variable, or a place in one, that a step fills: `job`, `weights.{{component.key}}`. */
const Target = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*(?:\.(?:[\w-]+|\{\{[^{}]+\}\}))*$/,
    "expected a name such as job or weights.honesty",
  );

/** A comparison: its subject (a variable, filters allowed) and its condition. */
export const testPattern =
  /^([a-z][^\s|]*(?:\s*\|\s*[a-z]+(?:\s+[\w."-]+)*)*)\s+((?:absent|present)$|(?:<=|>=|!=|<|>|=)\s*\S[\s\S]*|(?:contains|lacks|in|matches|is)\s+\S[\s\S]*)$/;

/** One comparison, several of them, or whether a file exists. */
export type Test = string | { all: Test[] } | { any: Test[] } | { not: Test } | { file: string };
export const Test: z.ZodType<Test> = z.lazy(() =>
  z.union([
    z
      .string()
      .regex(
        testPattern,
        "expected a variable and a condition such as 'job.state = draft', 'gate.mode in [off, warn]'",
      )
      .describe(
        "A variable (filters allowed) and a condition: those of tasks (`=`, `<=`, `contains`, `absent`...), or " +
          "`in LIST`, `matches PATTERN`, `is text|number|integer|boolean|list|map|null|timestamp`",
      ),
    z.strictObject({ all: z.array(Test).min(1) }),
    z.strictObject({ any: z.array(Test).min(1) }),
    z.strictObject({ not: Test }),
    z.strictObject({ file: Template.describe("Holds where this file of the repository exists") }),
  ]),
);

const exitCode = z.int().min(0).max(125);

const plainSteps = [
  z.strictObject({ do: z.literal("let"), name: Target, value: TemplateValue }).describe("Sets a variable"),
  z
    .strictObject({
      do: z.literal("select"),
      from: TemplateValue.describe("A list of maps"),
      where: z.record(z.string(), z.string()).default({}).describe("Field to condition; all must hold"),
      take: z
        .enum(["first", "last", "all"])
        .default("first")
        .describe("`first` and `last` leave the variable unset when nothing fits"),
      into: Variable,
    })
    .describe("Picks items of a list"),
  z
    .strictObject({ do: z.literal("add"), to: Target, value: TemplateValue })
    .describe("Appends to a list; creates it"),
  z
    .strictObject({ do: z.literal("require"), that: Test, say: Template, exit: exitCode.default(1) })
    .describe("Ends the command with an error message unless the test holds"),
  z
    .strictObject({ do: z.literal("check"), that: Test, say: Template, into: Target.default("problems") })
    .describe("Adds a text to a list unless the test holds"),
  z
    .strictObject({
      do: z.literal("print"),
      text: Template,
      to: z.enum(["stdout", "stderr"]).default("stdout"),
    })
    .describe("Prints text and a line end"),
  z
    .strictObject({
      do: z.literal("table"),
      rows: TemplateValue.describe("A list; each item is the variable `row`"),
      columns: z.array(
        z.strictObject({
          title: z.string(),
          text: Template,
          align: z.enum(["left", "right"]).default("left"),
        }),
      ),
    })
    .describe("Prints aligned columns under a line of titles"),
  z
    .strictObject({
      do: z.literal("show"),
      value: TemplateValue,
      as: z.enum(["yaml", "json"]).default("yaml"),
    })
    .describe("Prints a value"),
  z
    .strictObject({ do: z.literal("fail"), say: Template, exit: exitCode.default(1) })
    .describe("Ends with an error message"),
  z.strictObject({ do: z.literal("exit"), code: exitCode.default(0) }).describe("Ends the command"),
  z.strictObject({ do: z.literal("next") }).describe("Goes on with the next item of the innermost loop"),
  z
    .strictObject({ do: z.literal("set"), file: Template, at: Template, value: TemplateValue })
    .describe("Sets the value at a path in a YAML, JSON or JSONC file; comments and formatting stay"),
  z
    .strictObject({
      do: z.literal("write"),
      file: Template,
      value: TemplateValue,
      as: z.enum(["text", "yaml", "json"]).default("text"),
    })
    .describe("Creates or replaces a file"),
  z
    .strictObject({ do: z.literal("append"), file: Template, text: Template })
    .describe("Adds text at the end of a file; creates it"),
  z
    .strictObject({
      do: z.literal("measure"),
      model: Template.describe("A name under `models`; one that is not there leaves the variable unset"),
      inputs: TemplateValue.describe("The value in which the model's terms are looked up"),
      around: TemplateValue.optional().describe(
        "A number already known; it takes the place of intercept and terms",
      ),
      vary: z
        .array(TemplateValue)
        .default([])
        .describe("What the small variation depends on besides the model's name"),
      into: Variable,
    })
    .describe("Computes a result from configuration values"),
] as const;

type PlainStep = z.infer<(typeof plainSteps)[number]>;

/** One step of a command. `else` runs where nothing readable was found, with the reason in `error`. */
export type Step =
  | PlainStep
  | {
      do: "load";
      of: string;
      at: string;
      as: "value" | "text" | "records" | "sections";
      into: string;
      else?: Step[] | undefined;
    }
  | { do: "read"; read: Read; into: string; else?: Step[] | undefined }
  | { do: "surface"; surface: string; with: Record<string, Json>; into: string; else?: Step[] | undefined }
  | { do: "for"; each: string; in: Json; steps: Step[] }
  | { do: "when"; if: Test; then: Step[]; else?: Step[] | undefined }
  | { do: "run"; block: string; with: Record<string, Json> }
  | { do: "collect"; block: string; with: Record<string, Json>; into: string };

const Steps: z.ZodType<Step[]> = z.lazy(() => z.array(Step).max(200));

const Otherwise = Steps.optional().describe(
  "Runs instead where it is absent or cannot be read; `error` says why",
);

export const Step: z.ZodType<Step> = z.lazy(() =>
  z.discriminatedUnion("do", [
    ...plainSteps,
    z
      .strictObject({
        do: z.literal("load"),
        of: Template.describe("A file, or a composed config such as `experiment:{{name}}`"),
        at: Template.default("").describe("A path in it; the whole by default"),
        as: z
          .enum(["value", "text", "records", "sections"])
          .default("value")
          .describe(
            "`records`: of every file of a glob, each {place, fields}; `sections` of Markdown: {heading, level, text, fields, repeated}",
          ),
        into: Variable,
        else: Otherwise,
      })
      .describe("Reads a file's value or text; without `else`, what cannot be read ends the command"),
    z
      .strictObject({ do: z.literal("read"), read: Read, into: Variable, else: Otherwise })
      .describe("Reads as a surface does; texts are templates"),
    z
      .strictObject({
        do: z.literal("surface"),
        surface: Template,
        with: z.record(z.string(), TemplateValue).default({}),
        into: Variable,
        else: Otherwise,
      })
      .describe("Reads a surface of the environment"),
    z
      .strictObject({
        do: z.literal("for"),
        each: Variable,
        in: z
          .union([z.strictObject({ files: PathGlob }), TemplateValue])
          .describe(
            "`{files: GLOB}` (items {path, folder, name, stem}), a list, or a map (items {key, value})",
          ),
        steps: Steps,
      })
      .describe("Runs the steps once for each item"),
    z
      .strictObject({ do: z.literal("when"), if: Test, then: Steps, else: Steps.optional() })
      .describe("Chooses"),
    z
      .strictObject({
        do: z.literal("run"),
        block: Identifier,
        with: z.record(Variable, TemplateValue).default({}),
      })
      .describe("Runs the steps of a block with these variables"),
    z
      .strictObject({
        do: z.literal("collect"),
        block: Identifier,
        with: z.record(Variable, TemplateValue).default({}),
        into: Variable.default("problems"),
      })
      .describe(
        "Runs a block that sees these variables and the facts alone, prints and changes nothing, and adds what it put " +
          "into `problems` to a list; its answer is kept while the files it read stay the same",
      ),
  ]),
);

/** How one result follows from configuration values: intercept + sum of coefficient x input, within a range. */
export const ResultModel = z.strictObject({
  about: z.string().optional(),
  intercept: z.number(),
  terms: z
    .record(z.string(), z.number())
    .default({})
    .describe("Path in the inputs to coefficient; a missing value or a text counts as 0, true as 1"),
  spread: z
    .number()
    .nonnegative()
    .default(0)
    .describe("The greatest variation either way; the same inputs vary the same way"),
  range: z.tuple([z.number(), z.number()]).optional(),
  digits: z.int().min(0).max(9).default(3),
});
export type ResultModel = z.infer<typeof ResultModel>;

/** One argument of a command. Its value is the variable of the same name, with `-` read as `_`. */
export const Argument = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, "expected a name such as checkpoint or dry-run"),
  kind: z
    .enum(["positional", "option", "flag"])
    .default("option")
    .describe("`--name VALUE` is an option, `--name` alone a flag"),
  short: z
    .string()
    .regex(/^[a-zA-Z]$/)
    .optional()
    .describe("A one-letter form of an option or flag"),
  about: z.string(),
  label: z.string().optional().describe("What the value is called in help; the name in capitals by default"),
  type: z.enum(["text", "integer", "number"]).default("text"),
  choices: z.array(z.string()).min(1).optional(),
  pattern: z
    .string()
    .optional()
    .describe("A regular expression (RE2 syntax) that the whole value must match"),
  expected: z.string().optional().describe("What the error message calls a value that fits the pattern"),
  range: z.tuple([z.number(), z.number()]).optional(),
  required: z
    .boolean()
    .optional()
    .describe("Positionals are required unless this is false; options only where it is true"),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  repeat: z.boolean().default(false).describe("May be given several times; the variable is then a list"),
});
export type Argument = z.infer<typeof Argument>;

export const Subcommand = z.strictObject({
  path: z.array(Identifier).min(1).max(3).describe("The words after the program's name: [jobs, release]"),
  usage: z.string().optional().describe("Replaces the usage line made from the arguments"),
  about: z.string(),
  details: z.string().optional().describe("More paragraphs for its help"),
  arguments: z.array(Argument).default([]),
  steps: Steps,
});
export type Subcommand = z.infer<typeof Subcommand>;

/** A lab's own command line, declared as rules over the repository's files. Nothing in it runs on the host. */
export const CommandFile = z.strictObject({
  name: Identifier.describe("What is typed: `halyard`"),
  version: z.string(),
  about: z.string(),
  seed: z.string().default("").describe("Fixes the small variations of `measure`"),
  groups: z
    .record(Identifier, z.string())
    .default({})
    .describe("First word of several commands to what they are about"),
  models: z.record(z.string(), ResultModel).default({}),
  blocks: z.record(Identifier, Steps).default({}).describe("Steps that several commands share"),
  commands: z.array(Subcommand).min(1),
});
export type CommandFile = z.infer<typeof CommandFile>;
