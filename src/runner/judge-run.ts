import PQueue from "p-queue";
import type { PlannedModel, RunManifest, TrialRecord } from "../schema/run.js";
import { lastReadings } from "../scorers/judge/add-up-readings.js";
import { readTrials, type RunFolder } from "../trace/run-folder.js";
import { readTrace, TraceWriter } from "../trace/trace-writer.js";
import { judgesFor, judgeTrial, type JudgeSurroundings, type OpenJudge } from "./judge-trial.js";
import type { ProgressCounter } from "./progress.js";

export interface JudgeRunSurroundings extends Omit<JudgeSurroundings, "onRetry"> {
  readonly run: RunFolder;
  readonly progress: ProgressCounter;
  readonly concurrency: number;
  /** Aborted: no further trial begins. */
  readonly drain: AbortSignal;
}

/** A finished trial and the judges that have not read it yet. */
export interface JudgeJob {
  readonly trial: TrialRecord;
  readonly model: PlannedModel;
  readonly judges: readonly OpenJudge[];
}

/** The finished trials of a run that some judge has still to read; a judge that failed on a trial is asked again. */
export function planJudging(run: RunFolder, manifest: RunManifest, judges: readonly OpenJudge[]): JudgeJob[] {
  const models = new Map(manifest.models.map((model) => [model.model, model]));
  return readTrials(run).flatMap((trial): JudgeJob[] => {
    const model = models.get(trial.model);
    if (model === undefined || trial.status === "errored") return [];
    const read = lastReadings(readTrace(run.events(trial.trial))).filter(({ reading }) => reading !== null);
    const names = new Set(read.map(({ judge }) => judge));
    const waiting = judgesFor(judges, model).filter(({ planned }) => !names.has(planned.model));
    return waiting.length === 0 ? [] : [{ trial, model, judges: waiting }];
  });
}

/** Appends the readings to the traces; scores are not touched. Rejects when a trace cannot be read or written. */
export async function judgeRun(jobs: readonly JudgeJob[], surroundings: JudgeRunSurroundings): Promise<void> {
  const { drain, concurrency } = surroundings;
  const queue = new PQueue({ concurrency });
  const failures: unknown[] = [];
  for (const job of jobs) {
    void queue
      .add(async () => {
        if (drain.aborted) return;
        await judgeStored(job, surroundings);
      })
      .catch((error: unknown) => {
        if (surroundings.signal.aborted) return;
        failures.push(error);
        queue.clear();
      });
  }
  await queue.onIdle();
  if (failures.length > 0) throw failures[0];
}

async function judgeStored(
  { trial, model, judges }: JudgeJob,
  { run, progress, isBudgetSpent, signal }: JudgeRunSurroundings,
): Promise<void> {
  progress.begin();
  try {
    const path = run.events(trial.trial);
    const onRetry = (): void => progress.retry();
    const readings = await judgeTrial(judges, readTrace(path), model, { isBudgetSpent, onRetry, signal });
    const trace = TraceWriter.append(path);
    try {
      for (const reading of readings) {
        trace.record(reading);
        progress.spend(reading.usage, reading.cost);
      }
    } finally {
      trace.close();
    }
    progress.finish("completed");
  } catch (error) {
    progress.abandon();
    throw error;
  }
}
