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
import type { FileChange } from "../schema/tree.js";
import { collectStops } from "../scorers/collect-stops.js";
import { carriesOut } from "../scorers/action.js";
import { scoreTrial } from "../scorers/score-trial.js";
import { namingFailures } from "../trace/file-failure.js";
import type { RunFolder } from "../trace/run-folder.js";
import { addUpEvents } from "../trace/spending.js";
import { TraceWriter } from "../trace/trace-writer.js";
import { followupSteps } from "./followup-steps.js";
import { messageOf } from "./message-of.js";
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

/** A trial that has ended: its trace and patch are on disk, its record is not. */
export interface EndedTrial {
  readonly record: TrialRecord;
  /** Scores it from what was recorded. Throws on a fault of the scorer, which must not cost the record. */
  readonly score: () => ScoreRecord;
}

/** Runs one trial with its trace on disk and writes its patch. */
export async function executeTrial(job: TrialJob, surroundings: TrialSurroundings): Promise<EndedTrial> {
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
    result = await converse(job, surroundings, record, events);
    durationMs = Math.round((performance.now() - started) * 1000) / 1000;
  } finally {
    trace.close();
  }
  writePatch(run, planned.trial, stage, lastChanges(events));
  const { task: name, pair, arm, axis, direction, environment, variant } = task;
  const labels = { trial: planned.trial, task: name, pair, arm, axis, direction, environment, variant };
  const { model, index } = planned;
  const abandoned = trace.earlier.length === 0 ? {} : { abandoned: addUpEvents(trace.earlier) };
  return {
    record: {
      ...labels,
      model,
      index,
      ...result,
      ...abandoned,
      startedAt: startedAt.toISOString(),
      durationMs,
      ...listVersions(events),
    },
    score: () => scoreTrial(planned.trial, collectStops(events), stage.assessor.forTask(task.scoring)),
  };
}

/** The conversation; a fault of our own ends this trial as errored instead of the run. */
async function converse(
  { task, stage, model, priceOf }: TrialJob,
  { followups, awareness, isBudgetSpent, signal }: TrialSurroundings,
  record: (event: UnstampedEvent) => void,
  events: readonly UnstampedEvent[],
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
      isCarriedOut: (changes) =>
        namingScorer(() => carriesOut(stage.assessor.forTask(task.scoring)(changes).action)),
      record,
      now: () => performance.now(),
      signal,
    });
  } catch (error) {
    if (error instanceof InputError) throw error;
    signal.throwIfAborted();
    const failure = { code: "internal", message: messageOf(error) };
    record({ type: "ended", status: "errored", stopReason: null, failure });
    return {
      status: "errored",
      stopReason: null,
      ...addUpEvents(events),
      ...countEvents(events),
      error: failure,
    };
  }
}

/** How far a trial came that a fault of our own ended. */
function countEvents(events: readonly UnstampedEvent[]): Pick<TrialResult, "stops" | "turns" | "toolCalls"> {
  const onMain = events.filter((event) => "branch" in event && event.branch === "main");
  const count = (type: UnstampedEvent["type"]): number =>
    onMain.filter((event) => event.type === type).length;
  const stops = events.filter(({ type }) => type === "stop").length;
  return { stops, turns: count("assistant"), toolCalls: count("tool") };
}

/** Whether a follow-up is due cannot be told without the scorer: its fault ends the trial, and is told as its own. */
function namingScorer<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Error(`the scorer failed: ${messageOf(error)}`, { cause: error });
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
