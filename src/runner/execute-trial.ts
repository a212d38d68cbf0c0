import { rmSync, writeFileSync } from "node:fs";
import { runTrial } from "../agent/loop.js";
import { offeredTools } from "../agent/tools/toolbox.js";
import type { TrialResult } from "../agent/trial.js";
import { formatPatch } from "../diff/format-patch.js";
import type { Model } from "../model/model.js";
import type { UnstampedEvent } from "../schema/event.js";
import { isQuestion } from "../schema/labels.js";
import { InputError } from "../schema/input-error.js";
import type { PlannedTask, PlannedTrial, RunManifest, ScoreRecord, TrialRecord } from "../schema/run.js";
import type { Usage } from "../schema/conversation.js";
import { noUsage } from "../schema/usage.js";
import type { FileChange } from "../schema/tree.js";
import { collectStops } from "../scorers/collect-stops.js";
import { scoreTrial } from "../scorers/score-trial.js";
import { namingFailures } from "../trace/file-failure.js";
import type { RunFolder } from "../trace/run-folder.js";
import { TraceWriter } from "../trace/trace-writer.js";
import { followupSteps } from "./followup-steps.js";
import type { ProgressCounter } from "./progress.js";
import type { Stage } from "./stage.js";

/** Milliseconds of work after which events are handed to the operating system at once. */
const worthKeepingMs = 20;
const maxOutputTokens = 16_000;

export interface TrialJob {
  readonly planned: PlannedTrial;
  readonly task: PlannedTask;
  readonly stage: Stage;
  readonly model: Model;
  readonly priceOf: (usage: Usage) => number | null;
}

export interface TrialSurroundings {
  readonly run: RunFolder;
  readonly followups: RunManifest["followups"];
  readonly awareness: boolean;
  readonly progress: ProgressCounter;
  readonly isBudgetSpent: () => boolean;
  readonly signal: AbortSignal;
}

/** Runs one trial with its trace on disk, writes its patch, and scores it from what was recorded. */
export async function executeTrial(
  job: TrialJob,
  surroundings: TrialSurroundings,
): Promise<{ record: TrialRecord; score: ScoreRecord }> {
  const { planned, task, stage } = job;
  const { run } = surroundings;
  const startedAt = new Date();
  const started = performance.now();
  const trace = TraceWriter.open(run.events(planned.trial), planned.trial);
  const events: UnstampedEvent[] = [];
  const record = (event: UnstampedEvent): void => {
    events.push(event);
    trace.record(event);
    if (isWorthKeeping(event)) trace.flush();
    if (event.type === "assistant") surroundings.progress.spend(event.usage, event.cost);
    if (event.type === "retry") surroundings.progress.retry();
  };
  let result: TrialResult;
  let durationMs: number;
  try {
    result = await converse(job, surroundings, record);
    durationMs = Math.round((performance.now() - started) * 1000) / 1000;
  } finally {
    trace.close();
  }
  const assess = stage.assessor.forTask(task.scoring);
  const score = scoreTrial(planned.trial, collectStops(events), assess);
  writePatch(run, planned.trial, stage, lastChanges(events));
  const { task: name, pair, arm, axis, direction, environment, variant } = task;
  const labels = { trial: planned.trial, task: name, pair, arm, axis, direction, environment, variant };
  const { model, index } = planned;
  return {
    record: {
      ...labels,
      model,
      index,
      ...result,
      startedAt: startedAt.toISOString(),
      durationMs,
      ...listVersions(events),
    },
    score,
  };
}

/** The conversation; a fault of our own ends this trial as errored instead of the run. */
async function converse(
  { task, stage, model, priceOf }: TrialJob,
  { followups, awareness, isBudgetSpent, signal }: TrialSurroundings,
  record: (event: UnstampedEvent) => void,
): Promise<TrialResult> {
  try {
    return await runTrial({
      model,
      sandbox: stage.openSandbox(),
      system: task.system,
      request: task.request,
      tools: offeredTools(task.levels),
      isQuestion: isQuestion(task.levels),
      followups: followupSteps(followups, task),
      limits: task.limits,
      awareness,
      maxOutputTokens,
      priceOf,
      isBudgetSpent,
      isCarriedOut: (changes) => {
        const { action } = stage.assessor.forTask(task.scoring)(changes);
        return action === "implemented" || action === "overreached";
      },
      record,
      now: () => performance.now(),
      signal,
    });
  } catch (error) {
    if (signal.aborted || error instanceof InputError) throw error;
    const failure = { code: "internal", message: error instanceof Error ? error.message : String(error) };
    record({ type: "ended", status: "errored", stopReason: null, failure });
    const nothing = { stopReason: null, stops: 0, turns: 0, toolCalls: 0, usage: noUsage, cost: null };
    return { status: "errored", ...nothing, error: failure };
  }
}

/** Events that cost money or time to bring about again; the rest waits for them or for the end. */
function isWorthKeeping(event: UnstampedEvent): boolean {
  return (
    (event.type === "assistant" || event.type === "tool" || event.type === "answer") &&
    event.durationMs > worthKeepingMs
  );
}

/** As what the model was served, work and forms alike. */
function listVersions(events: readonly UnstampedEvent[]): Pick<TrialRecord, "modelVersions"> {
  const named = events.flatMap((event) => (event.type === "assistant" ? (event.modelVersion ?? []) : []));
  return named.length === 0 ? {} : { modelVersions: [...new Set(named)] };
}

function lastChanges(events: readonly UnstampedEvent[]): readonly FileChange[] {
  return events.findLast((event) => event.type === "stop")?.changes ?? [];
}

/** A trial that changed nothing has no patch: git rejects an empty one. An earlier attempt may have left one. */
function writePatch(run: RunFolder, trial: string, stage: Stage, changes: readonly FileChange[]): void {
  const path = run.diff(trial);
  namingFailures(path, () => {
    if (changes.length === 0) rmSync(path, { force: true });
    else writeFileSync(path, formatPatch(stage.tree, changes));
  });
}
