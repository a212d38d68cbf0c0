import type { Command } from "commander";
import type { CommandContext, GlobalOptions } from "./command-context.js";
import type { ResumeOptions } from "./options.js";
import { positiveInteger, positiveNumber } from "./user-error.js";

/** `palimpsest resume`. */
export function registerResumeCommand(program: Command, context: CommandContext): void {
  program
    .command("resume")
    .description("finish a run that was interrupted")
    .argument("<run>", "the run's folder, its name, or `last`")
    .option(
      "--concurrency <n>",
      "trials at the same time; the plan's unless told",
      positiveInteger("--concurrency"),
    )
    .option(
      "--max-cost <usd>",
      "US dollars after which no trial is begun, what was spent before included; the plan's unless told",
      positiveNumber("--max-cost"),
    )
    .option("--json", "print the summary as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest resume last\n  palimpsest resume last --max-cost 40\n  palimpsest resume traces/2026-06-18-102000-core-1a2b3c\n",
    )
    .action(async (run: string, options: ResumeOptions, command: Command) => {
      const { performResume } = await import("./perform-resume.js");
      context.exit(
        await performResume(run, options, command.optsWithGlobals<GlobalOptions>(), context.terminal),
      );
    });
}
