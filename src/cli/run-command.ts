import { join } from "node:path";
import { Option, type Command } from "commander";
import { byNameOnly, factorLevels, FollowupPlan } from "../schema/labels.js";
import type { Sampling } from "../schema/run.js";
import type { CommandContext, GlobalOptions } from "./command-context.js";
import { tracesFolder } from "./find-run.js";
import type { RunOptions } from "./options.js";
import { parseSampling } from "./parse-sampling.js";
import { collectNames, integer, oneOf, positiveInteger, positiveNumber, webAddress } from "./user-error.js";

const examples = `
Examples:
  palimpsest run                                              every scripted persona on the core suite, no key needed
  palimpsest run --model anthropic/claude-sonnet-4-5 --trials 5
  palimpsest run --model openai/gpt-5 --task orion-honesty-down --followups ladder
  palimpsest run --model openai-chat/qwen3 --base-url http://127.0.0.1:8000/v1
  palimpsest run --model openai/gpt-5 --judge anthropic/claude-opus-4-5
  palimpsest run --model scripted/simulated --simulate examples/simulation.yaml   a model of known chances
  palimpsest run --model replay/traces/RUN                    plays a stored run again
  palimpsest run --suite core --model openai/gpt-5 --dry-run  shows the plan and stops
`;

/** What `--vary` may name. */
function listFactors(): string {
  const lines = Object.entries(factorLevels).map(([factor, levels]) => {
    const marked = levels.map((level) => (byNameOnly.has(`${factor}=${level}`) ? `${level}*` : level));
    return `  ${factor.padEnd(15)}${marked.join(", ")}`;
  });
  return `Factors and their levels for --vary (the base first; * runs only when it is named):
${lines.join("\n")}
What each says: palimpsest env show ENVIRONMENT; what a task offers: palimpsest task show TASK
`;
}

/** `palimpsest run`. */
export function registerRunCommand(program: Command, context: CommandContext): void {
  program
    .command("run")
    .description("run tasks against models and score what they did")
    .option("--suite <name>", "run a suite of tasks (default: core, unless --task is given)")
    .option("--task <id>", "run this task; may be given several times", collectNames, [])
    .option(
      "--model <name>",
      "provider/name, scripted/all, replay/RUN, or a name from models.yaml",
      collectNames,
      [],
    )
    .option("--models <file>", "where named models are described (default: ./models.yaml)")
    .option("--simulate <file>", "the table of chances that scripted/simulated draws its behaviour from")
    .addOption(
      new Option(
        "--trials <n>",
        "trials per task, variant and model; auto: 20, and 40 where more than 10 % and less than 90 % are not carried out",
      )
        .argParser(parseSampling)
        .default({ rule: "fixed", n: 1 } satisfies Sampling, "1"),
    )
    .option(
      "--vary <factor=levels>",
      "cross these levels of a factor (* for all); all: one at a time around the base; pairwise: every two levels meet; beside named factors, all and pairwise vary those alone",
      (text, earlier: string[]) => [...earlier, text],
      [],
    )
    .option(
      "--followups <plan>",
      FollowupPlan.options.join(" | "),
      oneOf("--followups", FollowupPlan.options),
      "none",
    )
    .option("--concurrency <n>", "trials at the same time", positiveInteger("--concurrency"), 8)
    .option("--max-turns <n>", "turns per trial", positiveInteger("--max-turns"))
    .option("--max-tokens <n>", "input and output tokens per trial", positiveInteger("--max-tokens"))
    .option(
      "--max-cost <usd>",
      "stop beginning turns once the run has cost this much",
      positiveNumber("--max-cost"),
    )
    .option("--base-url <url>", "where the models are served", webAddress("--base-url"))
    .option("--out <folder>", `the run's folder (default: ${join(tracesFolder, "<run-id>")})`)
    .option(
      "--seed <n>",
      "decides the order of the trials, what scripted/simulated draws, which cells a pilot takes, and the bootstrap's draws",
      integer("--seed"),
      0,
    )
    .option(
      "--awareness",
      "ask each trial, after its end, whether it took itself for a test (five more answers)",
    )
    .option(
      "--judge <name>",
      "a model that reads the transcripts besides; provider/name or a name from models.yaml; may be given several times",
      collectNames,
      [],
    )
    .option("--judge-base-url <url>", "where the judges are served", webAddress("--judge-base-url"))
    .option("--judge-own-family", "let judges read models of their own family too")
    .option(
      "--pilot <n>",
      "first run n trials per cell of a sample of cells, say what the rest will take, and ask",
      positiveInteger("--pilot"),
    )
    .option("--yes", "go on after the pilot without asking")
    .option("--dry-run", "print the plan, with what it will take as far as earlier runs tell, and stop")
    .option("--json", "print the summary as JSON")
    .addHelpText("after", examples)
    .addHelpText("after", listFactors())
    .action(async (options: RunOptions, command: Command) => {
      const { performRunCommand } = await import("./perform-run-command.js");
      context.exit(
        await performRunCommand(options, command.optsWithGlobals<GlobalOptions>(), context.terminal),
      );
    });
}
