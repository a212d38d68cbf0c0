import { pickPilot } from "../runner/pick-pilot.js";
import { readScores, readTrials, type RunFolder } from "../trace/run-folder.js";
import { describePilot } from "./describe-pilot.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { performRun, type RunParts } from "./perform-run.js";
import type { Terminal } from "./terminal.js";

export interface PilotOptions {
  readonly perCell: number;
  /** Goes on without a question. */
  readonly yes: boolean;
}

/**
 * Runs a sample of a plan's cells and says what the rest will take. Resolves to null where the run is to go on, and to
 * the exit code where it ends here: interrupted, not wanted, nobody there to answer, or every trial errored.
 */
export async function performPilot(
  parts: RunParts,
  { perCell, yes }: PilotOptions,
  terminal: Terminal,
): Promise<ExitCode | null> {
  const { run, manifest } = parts;
  const only = new Set(pickPilot(manifest, perCell).map(({ trial }) => trial));
  const exit = await performRun({ ...parts, only }, terminal);
  if (exit === exitCodes.interrupted) return exit;
  const trials = readTrials(run);
  if (trials.length > 0 && trials.every(({ status }) => status === "errored")) {
    terminal.err(describeAllErrored(run, trials.length));
    return exitCodes.trialsErrored;
  }
  terminal.err(describePilot(manifest, trials, readScores(run)));
  if (yes) return null;
  const answer = await terminal.ask?.("Run the rest? [y/N] ");
  if (answer === null) return exitCodes.interrupted;
  if (answer !== undefined && /^y(?:es)?$/i.test(answer.trim())) return null;
  terminal.err(`The pilot is a part of the run. To go on: palimpsest resume ${run.folder}\n`);
  return exitCodes.done;
}

/** Errored trials have finished: resuming begins the others, and a new run all of them. */
function describeAllErrored({ folder }: RunFolder, trials: number): string {
  return (
    `Pilot: nothing was counted, for ${trials === 1 ? "its one trial" : `all ${trials} trials`} errored ` +
    `(palimpsest traces list ${folder} --outcome errored). Once mended: palimpsest resume ${folder} runs the others, ` +
    `a new run all.\n`
  );
}
