import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";

/** `palimpsest score`. */
export function registerScoreCommand(program: Command, context: CommandContext): void {
  program
    .command("score")
    .description("score a stored run again from its evidence, without any model")
    .argument("<run>", "the run's folder, its name, or `last`")
    .option("--json", "print the scores as JSON")
    .addHelpText("after", "\nExamples:\n  palimpsest score last\n  palimpsest score traces/RUN --json\n")
    .action(async (named: string, options: { json?: true }) => {
      const { findRun } = await import("./find-run.js");
      const { scoreRun } = await import("../runner/score-run.js");
      const { lockRun } = await import("../trace/lock-run.js");
      const { run, manifest } = findRun(named);
      const unlock = lockRun(run);
      try {
        const scores = scoreRun(run, manifest);
        if (options.json === true) context.terminal.out(`${JSON.stringify(scores, null, 2)}\n`);
        else context.terminal.out(`${scores.length} trials scored: ${run.scores}\n`);
      } finally {
        unlock();
      }
    });
}
