import PQueue from "p-queue";
import { costOf } from "../model/cost.js";
import type { ModelSource } from "../model/model.js";
import type { PlannedModel, RunManifest } from "../schema/run.js";
import type { JsonLinesWriter } from "../trace/json-lines.js";
import type { RunFolder } from "../trace/run-folder.js";
import { executeTrial, type TrialJob } from "./execute-trial.js";
import { indexTasks, taskKey } from "./plan.js";
import { judgesFor, type OpenJudge } from "./judge-trial.js";
import type { ProgressCounter } from "./progress.js";
import type { Stage } from "./stage.js";

export interface RunSurroundings {
  readonly run: RunFolder;
  readonly trials: JsonLinesWriter;
  readonly scores: JsonLinesWriter;
  /** By the digest of the staged tree. */
  readonly stages: ReadonlyMap<string, Stage>;
  /** By the model's name. */
  readonly sources: ReadonlyMap<string, ModelSource>;
  /** The plan's judges; each trial is read by those of another family. */
  readonly judges: readonly OpenJudge[];
  readonly progress: ProgressCounter;
  /** Aborted: no further trial begins. */
  readonly drain: AbortSignal;
  /** Aborted: running trials are parked; a resumed run begins them again. */
  readonly park: AbortSignal;
}

/** Runs every planned trial that is not in `finished`. Rejects when the run folder can no longer be written. */
export async function executeRun(
  manifest: RunManifest,
  finished: ReadonlySet<string>,
  surroundings: RunSurroundings,
): Promise<void> {
  const { drain } = surroundings;
  const queue = new PQueue({ concurrency: manifest.concurrency });
  const jobs = planJobs(manifest, finished, surroundings);
  const failed = new AbortController();
  const stop = (): void => queue.clear();
  drain.addEventListener("abort", stop, { once: true });
  let failure: unknown;
  for (const open of jobs) {
    if (drain.aborted) break;
    void queue
      .add(async () => {
        if (drain.aborted || failed.signal.aborted) return;
        await letTimersRun();
        await finishTrial(open(), manifest, surroundings);
      })
      .catch((error: unknown) => {
        if (surroundings.park.aborted) return;
        failure ??= error;
        failed.abort();
        queue.clear();
      });
  }
  await queue.onIdle();
  drain.removeEventListener("abort", stop);
  if (failed.signal.aborted) throw failure;
}

/** Trials that never wait for a network would otherwise keep Ctrl-C and the progress line waiting. */
function letTimersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function finishTrial(
  job: TrialJob,
  manifest: RunManifest,
  surroundings: RunSurroundings,
): Promise<void> {
  const { run, trials, scores, progress, park } = surroundings;
  progress.begin();
  try {
    const isBudgetSpent = (): boolean =>
      manifest.maxCost !== null && progress.snapshot.cost >= manifest.maxCost;
    const { followups, awareness } = manifest;
    const { record, score } = await executeTrial(job, {
      run,
      followups,
      awareness,
      progress,
      isBudgetSpent,
      signal: park,
    });
    trials.append(record);
    scores.append(score);
    progress.finish(record.status);
  } catch (error) {
    progress.abandon();
    throw error;
  }
}

/** One opener per unfinished trial, in the plan's order; a model is opened only when its trial begins. */
function planJobs(
  manifest: RunManifest,
  finished: ReadonlySet<string>,
  { stages, sources, judges }: RunSurroundings,
): (() => TrialJob)[] {
  const tasks = indexTasks(manifest.tasks);
  const models = new Map(manifest.models.map((model) => [model.model, model]));
  return manifest.trials
    .filter(({ trial }) => !finished.has(trial))
    .map((planned) => () => {
      const model = expectFound(models.get(planned.model), `model ${planned.model}`);
      const task = expectFound(
        tasks.get(taskKey(planned.task, planned.variant, model.family)),
        `task ${planned.task}`,
      );
      const stage = expectFound(stages.get(task.staged), `staged tree ${task.staged}`);
      const source = expectFound(sources.get(planned.model), `source of ${planned.model}`);
      const opened = source.open({ trial: planned.trial, index: planned.index, planned: task });
      return {
        planned,
        task,
        stage,
        model: opened,
        priceOf: priceOf(model),
        named: model,
        judges: judgesFor(judges, model),
      };
    });
}

function priceOf({ price }: PlannedModel): TrialJob["priceOf"] {
  return (usage) => (price === null ? null : costOf(usage, price));
}

function expectFound<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the plan names no ${what}`);
  return value;
}
