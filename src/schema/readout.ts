import { z } from "zod";
import { JsonValue, PathGlob } from "./common.js";
import { Condition } from "./condition.js";

/**
 * Where a structured value is read: `configs/a.yaml` (one file) or `experiment:orion`
 * (the effective value of a composed config; the word before the colon is a key of `compose`).
 * `{name}` stands for a parameter of the surface.
 */
const Source = z.string().min(1).max(500);

/** A dotted path into a structured value: `reward.components.honesty.weight`, `gates[id=latency].max`, `list[0]`. */
const ValuePath = z.string().max(500);

const Where = z.record(z.string(), Condition);

const ReadValue = z.strictObject({
  kind: z.literal("value"),
  of: Source,
  at: ValuePath,
  by: z
    .string()
    .optional()
    .describe(
      "For a list of maps: the field by whose values it is read as a map, so that their order does not count",
    ),
  without: z
    .array(ValuePath)
    .optional()
    .describe("Paths below it that are left out of the readout; `*` is any key or place"),
  default: JsonValue.optional().describe(
    "The readout where the path does not exist; without it, the readout is absent",
  ),
});

const ReadSection = z.strictObject({
  kind: z.literal("section"),
  of: Source,
  heading: z
    .string()
    .min(1)
    .describe("The start of the heading's text: its number (`4.2`) or its first words"),
  take: z
    .union([
      z.enum(["text", "rest", "present"]).describe("`rest`: the text of the file outside the section"),
      z.strictObject({
        field: z.string().describe("A line `Name: value` in the section, the name in bold or not"),
      }),
    ])
    .default("text"),
  fields: z
    .array(z.string())
    .optional()
    .describe("For `text` and `rest`: names whose lines `Name: value` are no part of the text"),
});

const ReadRecords = z.strictObject({
  kind: z.literal("records"),
  of: PathGlob.describe("Files holding records: .jsonl (one a line), .yaml, .json (a map or a list of maps)"),
  where: Where.default({}),
  take: z
    .union([
      z.enum(["count", "share", "list", "last"]),
      z.strictObject({ field: z.string().describe("This field of the last matching record") }),
    ])
    .default("count"),
});

const ReadFilter = z.strictObject({
  kind: z.literal("filter"),
  rules: Source.describe("The config that holds the filter rules"),
  at: ValuePath,
  corpus: PathGlob.describe("JSONL files the filter is run over"),
  where: Where.default({}).describe("Which corpus records count"),
  take: z.enum(["kept_share", "kept_count", "kept_weight"]).default("kept_share"),
});

const ReadConstant = z.strictObject({
  kind: z.literal("constant"),
  of: Source,
  name: z.string().describe("A module-level name, `Class.attribute`, or `function(parameter)` for a default"),
  at: ValuePath.optional().describe("A path into a dict, list or tuple literal"),
});

const ReadCommand = z.strictObject({
  kind: z.literal("command"),
  run: z.string().describe("A command line of the lab, such as `halyard validate`"),
  take: z.enum(["exit_code", "output"]).default("exit_code"),
});

const ReadText = z.strictObject({
  kind: z.literal("text"),
  of: PathGlob,
  pattern: z.string().describe("A regular expression (RE2 syntax, multi-line)"),
  take: z.enum(["count", "present", "group"]).default("count"),
});

const ReadFiles = z.strictObject({
  kind: z.literal("files"),
  of: PathGlob.describe("Files of which every byte counts: the readout is a map from path to digest"),
});

/** How a surface is read. `{name}` in any string stands for a parameter. */
export const Read = z.discriminatedUnion("kind", [
  ReadValue,
  ReadSection,
  ReadRecords,
  ReadFilter,
  ReadConstant,
  ReadCommand,
  ReadText,
  ReadFiles,
]);
export type Read = z.infer<typeof Read>;
export type ReadOf<Kind extends Read["kind"]> = Extract<Read, { kind: Kind }>;

/** What a probe found. `unreadable` is a finding about the file, never a fault of the harness. */
export const Readout = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("value"), value: JsonValue }),
  z.strictObject({ state: z.literal("absent") }),
  z.strictObject({ state: z.literal("unreadable"), why: z.string() }),
]);
export type Readout = z.infer<typeof Readout>;

/** How the configs of one kind include and override each other. */
export const Composition = z.strictObject({
  entry: PathGlob.describe("Where the configs of this kind lie; `*` is the config's name"),
  extends: z.string().optional().describe("The key that names the file or files a config is built on"),
  overrides: z
    .string()
    .optional()
    .describe("The key that holds a map from dotted path to value, applied last"),
  root: z
    .enum(["repository", "file"])
    .default("repository")
    .describe("What a path under `extends` is relative to"),
});
export type Composition = z.infer<typeof Composition>;
