import { printable } from "../report/printable.js";
import { JudgePatience } from "../runner/judge-patience.js";
import { judgeRun, type JudgeJob } from "../runner/judge-run.js";
import { addUpTrials, ProgressCounter } from "../runner/progress.js";
import type { RunFolder } from "../trace/run-folder.js";
import { listenForInterruption } from "./interruption.js";
import { showProgress } from "./show-progress.js";
import type { Terminal } from "./terminal.js";

/** What bounds a round of readings. */
export interface ReadingBounds {
  readonly concurrency: number;
  /** US dollars that this round may cost; null for no bound. */
  readonly maxCost: number | null;
}

/** Has judges read finished trials, with progress and Ctrl-C, and says which judges were given up. Whether it was interrupted. */
export async function readByJudges(
  run: RunFolder,
  jobs: readonly JudgeJob[],
  { concurrency, maxCost }: ReadingBounds,
  terminal: Terminal,
): Promise<boolean> {
  const progress = new ProgressCounter(jobs.length, addUpTrials([]), () => performance.now());
  const patience = new JudgePatience();
  const { drain, park, release } = listenForInterruption(terminal, () => progress.snapshot.running);
  const endProgress = showProgress(terminal, () => progress.snapshot, "transcripts");
  const isBudgetSpent = (): boolean => maxCost !== null && progress.snapshot.cost >= maxCost;
  try {
    await judgeRun(jobs, { run, progress, patience, concurrency, drain, signal: park, isBudgetSpent });
  } finally {
    endProgress();
    release();
  }
  for (const [judge, why] of patience.ended) {
    terminal.err(
      `${judge}: ${printable(why)} (palimpsest judge ${run.folder} --judge ${judge} asks it again)\n`,
    );
  }
  for (const [judge, { count, why }] of patience.unread) {
    if (!patience.ended.has(judge))
      terminal.err(
        `${judge}: ${count} of its answers could not be used, the last because: ${printable(why)}\n`,
      );
  }
  const { finished, planned } = progress.snapshot;
  if (isBudgetSpent() && finished < planned) {
    terminal.err(`--max-cost: is spent; ${planned - finished} transcripts were not read\n`);
  }
  return drain.aborted;
}
