import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";
import { exitCodes } from "./exit-codes.js";

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
      const { describeFaults } = await import("./describe-faults.js");
      const { lockRun } = await import("../trace/lock-run.js");
      const { run, manifest } = findRun(named);
      const unlock = lockRun(run);
      try {
        const { scores, faults } = scoreRun(run, manifest);
        context.terminal.err(describeFaults(run, faults));
        if (options.json === true) context.terminal.out(`${JSON.stringify(scores, null, 2)}\n`);
        else context.terminal.out(`${scores.length} trials scored: ${run.scores}\n`);
        if (faults.length > 0) context.exit(exitCodes.trialsErrored);
      } finally {
        unlock();
      }
    });
}
