import { isDeepStrictEqual } from "node:util";
import PQueue from "p-queue";
import type { TraceEvent } from "../schema/event.js";
import type { PlannedModel, RunManifest, TrialRecord } from "../schema/run.js";
import { addUpReadings, lastReadings } from "../scorers/judge/add-up-readings.js";
import { scorerVersion } from "../scorers/score-trial.js";
import { readPlannedTrials } from "../trace/read-planned-trials.js";
import { readScores, type RunFolder } from "../trace/run-folder.js";
import { readTrace, TraceWriter } from "../trace/trace-writer.js";
import {
  judgesFor,
  judgeTrial,
  type JudgeRecord,
  type JudgeSurroundings,
  type OpenJudge,
} from "./judge-trial.js";
import type { ProgressCounter } from "./progress.js";

export interface JudgeRunSurroundings extends Omit<JudgeSurroundings, "onRetry" | "take"> {
  readonly run: RunFolder;
  readonly progress: ProgressCounter;
  readonly concurrency: number;
  /** Whether the readings may cost no more; trials that are left are not asked about. */
  readonly isBudgetSpent: () => boolean;
  /** Aborted: no further trial begins. */
  readonly drain: AbortSignal;
}

/** A finished trial and the judges that are to read it. */
export interface JudgeJob {
  readonly trial: TrialRecord;
  readonly model: PlannedModel;
  readonly judges: readonly OpenJudge[];
}

/** What there is to read in a run. */
export interface JudgingPlan {
  readonly jobs: readonly JudgeJob[];
  /** US dollars that the readings so far have cost. */
  readonly cost: number;
  /** Whether the scores tell what has been read so far. */
  readonly isScored: boolean;
}

/**
 * The finished trials that judges are to read: `unasked`, those that a judge was never asked about; `unread`, those too
 * on which it failed.
 */
export function planJudging(
  run: RunFolder,
  manifest: RunManifest,
  judges: readonly OpenJudge[],
  which: "unasked" | "unread",
): JudgingPlan {
  const models = new Map(manifest.models.map((model) => [model.model, model]));
  const scored = new Map(
    readScores(run).flatMap(({ trial, scorer, judge }) => (scorer === scorerVersion ? [[trial, judge]] : [])),
  );
  const jobs: JudgeJob[] = [];
  let cost = 0;
  let isScored = true;
  for (const trial of readPlannedTrials(run, manifest)) {
    const events = readTrace(run.events(trial.trial));
    cost += costOfReadings(events);
    isScored &&= isDeepStrictEqual(addUpReadings(events), scored.get(trial.trial));
    const model = models.get(trial.model);
    if (model === undefined || trial.status === "errored") continue;
    const done = new Set(
      lastReadings(events)
        .filter(({ reading }) => which === "unasked" || reading !== null)
        .map(({ judge }) => judge),
    );
    const waiting = judgesFor(judges, model).filter(({ planned }) => !done.has(planned.model));
    if (waiting.length > 0) jobs.push({ trial, model, judges: waiting });
  }
  return { jobs, cost, isScored };
}

function costOfReadings(events: readonly TraceEvent[]): number {
  return events.reduce((total, event) => total + (event.type === "judge" ? (event.cost ?? 0) : 0), 0);
}

/** Appends the readings to the traces; scores are not touched. Rejects when a trace cannot be read or written. */
export async function judgeRun(jobs: readonly JudgeJob[], surroundings: JudgeRunSurroundings): Promise<void> {
  const { drain, concurrency, isBudgetSpent } = surroundings;
  const queue = new PQueue({ concurrency });
  const failures: unknown[] = [];
  for (const job of jobs) {
    void queue
      .add(async () => {
        if (drain.aborted || isBudgetSpent()) return;
        await judgeStored(job, surroundings);
      })
      .catch((error: unknown) => {
        const { signal } = surroundings;
        if (signal.aborted && error === signal.reason) return;
        failures.push(error);
        queue.clear();
      });
  }
  await queue.onIdle();
  if (failures.length > 0) throw failures[0];
}

async function judgeStored(
  { trial, model, judges }: JudgeJob,
  { run, progress, patience, signal }: JudgeRunSurroundings,
): Promise<void> {
  progress.begin();
  try {
    const path = run.events(trial.trial);
    const onRetry = (): void => progress.retry();
    const take = (reading: JudgeRecord): void => {
      progress.spend(reading.usage, reading.cost);
      const trace = TraceWriter.append(path);
      try {
        trace.record(reading);
      } finally {
        trace.close();
      }
    };
    await judgeTrial(judges, readTrace(path), model, { patience, onRetry, take, signal });
    progress.finish("completed");
  } catch (error) {
    progress.abandon();
    throw error;
  }
}
