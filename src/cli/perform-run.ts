import { addUpTrials, ProgressCounter, type Inherited } from "../runner/progress.js";
import { executeRun, isBudgetSpent } from "../runner/execute-run.js";
import { planJudging } from "../runner/judge-run.js";
import type { OpenJudge } from "../runner/judge-trial.js";
import { outcomesOf } from "../sampling/sort-trials.js";
import { isScored, scoreRun, type ScoringFault } from "../runner/score-run.js";
import type { Stage } from "../runner/stage.js";
import type { ModelSource } from "../model/model.js";
import type { RunManifest, TrialRecord } from "../schema/run.js";
import { JsonLinesWriter } from "../trace/json-lines.js";
import { lockRun } from "../trace/lock-run.js";
import { readPlannedTrials } from "../trace/read-planned-trials.js";
import { readScores, readTrials, type RunFolder } from "../trace/run-folder.js";
import { addUpUnfinished } from "../trace/spending.js";
import { describeFaults } from "./describe-faults.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { listenForInterruption } from "./interruption.js";
import { readByJudges } from "./read-by-judges.js";
import { showProgress } from "./show-progress.js";
import type { Terminal } from "./terminal.js";

export interface RunParts {
  readonly run: RunFolder;
  readonly manifest: RunManifest;
  readonly stages: ReadonlyMap<string, Stage>;
  readonly sources: ReadonlyMap<string, ModelSource>;
  readonly judges: readonly OpenJudge[];
  /** Where given, only these trials are run. */
  readonly only?: ReadonlySet<string>;
}

/**
 * Runs what is left of a plan, or a part of it, with progress and Ctrl-C, and then has the plan's judges read what has
 * finished; says how the process should exit. Trials are on disk, scored, before any judge is asked about them.
 */
export async function performRun(parts: RunParts, terminal: Terminal): Promise<ExitCode> {
  const unlock = lockRun(parts.run);
  const faults: ScoringFault[] = [];
  try {
    const exit = await runTrials(parts, faults, terminal);
    const isInterrupted =
      exit !== exitCodes.interrupted &&
      parts.judges.length > 0 &&
      (await letJudgesRead(parts, faults, terminal));
    terminal.err(describeFaults(parts.run, faults));
    if (isInterrupted) return exitCodes.interrupted;
    return exit === exitCodes.done && faults.length > 0 ? exitCodes.trialsErrored : exit;
  } finally {
    unlock();
  }
}

/** What earlier processes left, and what they spent on attempts that nothing came of. */
function addUpSoFar({ run, manifest }: RunParts, done: readonly TrialRecord[]): Inherited {
  return addUpTrials(done, addUpUnfinished(run, manifest.trials, done));
}

/** Scores a whole run again; `faults` are then those of this time. */
function scoreAgain({ run, manifest }: RunParts, faults: ScoringFault[]): void {
  faults.splice(0, faults.length, ...scoreRun(run, manifest).faults);
}

/** Asks each judge about the trials that it was never asked about, and brings the scores into step. Whether it was interrupted. */
async function letJudgesRead(parts: RunParts, faults: ScoringFault[], terminal: Terminal): Promise<boolean> {
  const { run, manifest, judges } = parts;
  const { jobs, cost, isScored } = planJudging(run, manifest, judges, "unasked");
  const spent = cost + addUpSoFar(parts, readTrials(run)).cost;
  const maxCost = manifest.maxCost === null ? null : Math.max(0, manifest.maxCost - spent);
  const { concurrency } = manifest;
  const isInterrupted =
    jobs.length > 0 && (await readByJudges(run, jobs, { concurrency, maxCost }, terminal));
  if (jobs.length > 0 || !isScored) scoreAgain(parts, faults);
  return isInterrupted;
}

/** Runs the trials; judges have no part in it. */
async function runTrials(parts: RunParts, faults: ScoringFault[], terminal: Terminal): Promise<ExitCode> {
  const { run, manifest, stages, sources, judges, only } = parts;
  const done = readPlannedTrials(run, manifest);
  if (done.length > 0 && !isScored(done, readScores(run))) scoreAgain(parts, faults);
  const finished = outcomesOf(done, readScores(run));
  const planned = only === undefined ? manifest.trials.length : only.size;
  const inherited = addUpSoFar(parts, done);
  const isBounded = manifest.maxCost !== null && judges.length > 0;
  const cost = inherited.cost + (isBounded ? planJudging(run, manifest, judges, "unasked").cost : 0);
  const progress = new ProgressCounter(planned, { ...inherited, cost }, () => performance.now());
  const interruption = listenForInterruption(terminal, () => progress.snapshot.running);
  const endProgress = showProgress(terminal, () => progress.snapshot);
  const trials = new JsonLinesWriter(run.trials);
  const scores = new JsonLinesWriter(run.scores);
  try {
    const { drain, park } = interruption;
    const onUnscored = (fault: ScoringFault): void => void faults.push(fault);
    const surroundings = { run, trials, scores, stages, sources, progress, onUnscored, drain, park };
    await executeRun(manifest, finished, only === undefined ? surroundings : { ...surroundings, only });
  } finally {
    endProgress();
    interruption.release();
    trials.close();
    scores.close();
  }
  if (isBudgetSpent(manifest, progress.snapshot)) {
    terminal.err(
      `--max-cost: $${progress.snapshot.cost.toFixed(2)} are spent; no further trial was begun ` +
        `(palimpsest resume ${run.folder} --max-cost USD goes on)\n`,
    );
  }
  if (interruption.drain.aborted) return exitCodes.interrupted;
  return progress.snapshot.errored > 0 ? exitCodes.trialsErrored : exitCodes.done;
}
