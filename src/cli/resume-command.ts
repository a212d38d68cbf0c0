import type { Command } from "commander";
import type { CommandContext, GlobalOptions } from "./command-context.js";

/** `palimpsest resume`. */
export function registerResumeCommand(program: Command, context: CommandContext): void {
  program
    .command("resume")
    .description("finish a run that was interrupted")
    .argument("<run>", "the run's folder, its name, or `last`")
    .option("--json", "print the summary as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  palimpsest resume last\n  palimpsest resume traces/2026-06-18-102000-core-1a2b3c\n",
    )
    .action(async (run: string, options: { json?: true }, command: Command) => {
      const { performResume } = await import("./perform-resume.js");
      context.exit(
        await performResume(run, options, command.optsWithGlobals<GlobalOptions>(), context.terminal),
      );
    });
}
