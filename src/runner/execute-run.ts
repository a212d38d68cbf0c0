import PQueue from "p-queue";
import { costOf } from "../model/cost.js";
import type { ModelSource } from "../model/model.js";
import { TrialFeed, type CellNews } from "../sampling/trial-feed.js";
import type { Outcome } from "../schema/outcome.js";
import type { PlannedModel, PlannedTrial, RunManifest } from "../schema/run.js";
import type { JsonLinesWriter } from "../trace/json-lines.js";
import type { RunFolder } from "../trace/run-folder.js";
import { executeTrial, type EndedTrial, type TrialJob } from "./execute-trial.js";
import { indexTasks } from "./plan.js";
import type { Progress, ProgressCounter } from "./progress.js";
import { tryScoring, type ScoringFault } from "./score-run.js";
import type { Stage } from "./stage.js";

export interface RunSurroundings {
  readonly run: RunFolder;
  readonly trials: JsonLinesWriter;
  readonly scores: JsonLinesWriter;
  /** By the digest of the staged tree. */
  readonly stages: ReadonlyMap<string, Stage>;
  /** By the model's name. */
  readonly sources: ReadonlyMap<string, ModelSource>;
  readonly progress: ProgressCounter;
  /** Told of a trial that was recorded and could not be scored. */
  readonly onUnscored: (fault: ScoringFault) => void;
  /** Where given, trials that it does not name wait for another call. */
  readonly only?: ReadonlySet<string>;
  /** Aborted: no further trial begins. */
  readonly drain: AbortSignal;
  /** Aborted: running trials are parked; a resumed run begins them again. */
  readonly park: AbortSignal;
}

/**
 * Runs every planned trial that is due: not in `finished` (as `outcomesOf` gives them), and wanted by the plan's
 * sampling rule. Rejects when the run folder can no longer be written.
 */
export async function executeRun(
  manifest: RunManifest,
  finished: ReadonlyMap<string, Outcome | null>,
  surroundings: RunSurroundings,
): Promise<void> {
  const { drain, park, progress, only } = surroundings;
  const queue = new PQueue({ concurrency: manifest.concurrency });
  const openJob = jobOpener(manifest, surroundings);
  const feed = new TrialFeed(manifest, finished);
  const failed = new AbortController();
  const stop = (): void => queue.clear();
  drain.addEventListener("abort", stop, { once: true });
  let failure: unknown;
  const fail = (error: unknown): void => {
    // Parked trials reject with the signal's reason; a full disk is told whenever it comes.
    if (park.aborted && error === park.reason) return;
    failure ??= error;
    failed.abort();
    queue.clear();
  };
  const follow = ({ due, skipped }: CellNews): void => {
    if (only === undefined) progress.skip(skipped);
    for (const planned of due) {
      if (drain.aborted || failed.signal.aborted) return;
      if (only?.has(planned.trial) === false) continue;
      void queue.add(() => begin(planned)).catch(fail);
    }
  };
  const begin = async (planned: PlannedTrial): Promise<void> => {
    if (drain.aborted || failed.signal.aborted || isBudgetSpent(manifest, progress.snapshot)) return;
    await letTimersRun();
    follow(feed.finish(planned, await finishTrial(openJob(planned), manifest, surroundings)));
  };
  follow(feed.begin());
  await queue.onIdle();
  drain.removeEventListener("abort", stop);
  if (failed.signal.aborted) throw failure;
}

/** Whether a run has cost what it may: what has begun ends with its turn, and nothing else begins. */
export function isBudgetSpent({ maxCost }: RunManifest, { cost }: Progress): boolean {
  return maxCost !== null && cost >= maxCost;
}

/** Trials that never wait for a network would otherwise keep Ctrl-C and the progress line waiting. */
function letTimersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function finishTrial(
  job: TrialJob,
  manifest: RunManifest,
  surroundings: RunSurroundings,
): Promise<Outcome | null> {
  const { run, trials, progress, park } = surroundings;
  progress.begin();
  try {
    const { followups, awareness } = manifest;
    const { record, score } = await executeTrial(job, {
      run,
      followups,
      awareness,
      progress,
      isBudgetSpent: () => isBudgetSpent(manifest, progress.snapshot),
      signal: park,
    });
    // What was paid for is kept before anything is made of it.
    trials.append(record);
    const outcome = scoreEnded(record.trial, score, surroundings);
    progress.finish(record.status);
    return outcome;
  } catch (error) {
    progress.abandon();
    throw error;
  }
}

/** The outcome; null where the scorer failed, which ends neither the trial nor the run. */
function scoreEnded(
  trial: string,
  score: EndedTrial["score"],
  { scores, onUnscored }: RunSurroundings,
): Outcome | null {
  const scoring = tryScoring(trial, score);
  if ("fault" in scoring) {
    onUnscored(scoring.fault);
    return null;
  }
  scores.append(scoring.score);
  return scoring.score.outcome;
}

/** Opens a trial of the plan: its model comes into being only when the trial begins. */
function jobOpener(
  manifest: RunManifest,
  { stages, sources }: RunSurroundings,
): (planned: PlannedTrial) => TrialJob {
  const taskOf = indexTasks(manifest.tasks);
  const models = new Map(manifest.models.map((model) => [model.model, model]));
  return (planned) => {
    const model = expectFound(models.get(planned.model), `model ${planned.model}`);
    const task = expectFound(taskOf(planned, model.family), `task ${planned.task}`);
    const stage = expectFound(stages.get(task.staged), `staged tree ${task.staged}`);
    const source = expectFound(sources.get(planned.model), `source of ${planned.model}`);
    const opened = source.open({ trial: planned.trial, index: planned.index, planned: task });
    return { planned, task, stage, model: opened, priceOf: priceOf(model) };
  };
}

function priceOf({ price }: PlannedModel): TrialJob["priceOf"] {
  return (usage) => (price === null ? null : costOf(usage, price));
}

function expectFound<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the plan names no ${what}`);
  return value;
}
