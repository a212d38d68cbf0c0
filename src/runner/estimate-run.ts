import { costOf } from "../model/cost.js";
import { fewestTrials } from "../sampling/judge-cell.js";
import { samplingOf } from "../sampling/sort-trials.js";
import type { PlannedModel, PlannedTask, PlannedTrial, RunManifest, TrialRecord } from "../schema/run.js";
import {
  conditionsOf,
  nearestTrials,
  variantKey,
  type Difference,
  type EarlierTrial,
  type TrialConditions,
} from "./earlier-trials.js";

/** A number that depends on how many cells the sampling rule extends; both the same where none can be. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/** What is left of a plan for one model. Cost is US dollars; null says that nothing is known to judge from. */
export interface ModelEstimate {
  readonly model: string;
  readonly trials: Span;
  readonly tokens: Span | null;
  readonly cost: Span | null;
  /** Milliseconds of trials one after another. */
  readonly workMs: Span | null;
  /** How many earlier trials it is judged from, and in what they differ from those to come. */
  readonly basis: { readonly trials: number; readonly differences: readonly Difference[] };
  /** Past this no trial begins a turn; null where nothing is spent. Without a price the cost is not known. */
  readonly bound: { readonly tokens: number; readonly cost: number | null } | null;
}

/** What an estimate looks at of a plan. */
export type EstimatedPlan = Pick<RunManifest, "sampling" | "trialsPerCell" | "followups" | "awareness"> & {
  readonly tasks: readonly Pick<PlannedTask, "task" | "variant" | "levels" | "limits">[];
};

const nothing: Span = { least: 0, most: 0 };

/** Whether a model answers without a network and without money. */
export function isOffline({ uses }: Pick<PlannedModel, "uses">): boolean {
  return uses.startsWith("scripted/") || uses.startsWith("replay/");
}

/**
 * Judges what trials still to be run will take from earlier trials of the same tasks: those nearest to them in setting,
 * model, follow-ups, awareness and the model's settings. A task without any takes the mean of all.
 */
export function estimateModel(
  plan: EstimatedPlan,
  model: PlannedModel,
  left: readonly PlannedTrial[],
  earlier: readonly EarlierTrial[],
): ModelEstimate {
  const groups = groupByConditions(plan, model, left).map(({ conditions, trials }) => ({
    trials,
    nearest: nearestTrials(conditions, earlier.filter(isUsable(model))),
  }));
  const fewest = fewestTrials(samplingOf(plan));
  const span = (amountOf: (trial: TrialRecord) => number): Span | null =>
    addSpans(groups.map(({ trials, nearest }) => spanOf(trials, nearest.trials, fewest, amountOf)));
  const estimateCost = (): Span | null => {
    if (isOffline(model)) return nothing;
    return model.price === null ? null : span(({ usage }) => costOf(usage, model.price) ?? 0);
  };
  return {
    model: model.model,
    trials: { least: left.filter(({ index }) => index <= fewest).length, most: left.length },
    tokens: isOffline(model) ? nothing : span(({ usage }) => usage.input + usage.output),
    cost: estimateCost(),
    workMs: span(({ durationMs }) => durationMs),
    basis: {
      trials: new Set(groups.flatMap(({ nearest }) => nearest.trials)).size,
      differences: [...new Set(groups.flatMap(({ nearest }) => nearest.differences))],
    },
    bound: isOffline(model) ? null : boundTrials(plan, model, left),
  };
}

/** Whether an earlier trial tells anything: one of another model only where it used tokens, and where tokens matter. */
function isUsable(model: PlannedModel): (earlier: EarlierTrial) => boolean {
  return ({ record, conditions }) =>
    record.status !== "errored" &&
    (conditions.model === model.uses || (!isOffline(model) && record.usage.output > 0));
}

/** Trials that are left, apart by their conditions: those of one model differ in the setting alone. */
function groupByConditions(
  plan: EstimatedPlan,
  model: PlannedModel,
  left: readonly PlannedTrial[],
): readonly { readonly conditions: TrialConditions; readonly trials: readonly PlannedTrial[] }[] {
  const taskOf = findTask(plan);
  const groups = new Map<string, { conditions: TrialConditions; trials: PlannedTrial[] }>();
  for (const trial of left) {
    const conditions = conditionsOf(plan, model, taskOf(trial)?.levels ?? {});
    const group = groups.get(conditions.setting) ?? { conditions, trials: [] };
    group.trials.push(trial);
    groups.set(conditions.setting, group);
  }
  return [...groups.values()];
}

/** What the limits let trials use before their last turn begins, at the dearest price of a token. */
function boundTrials(
  plan: EstimatedPlan,
  { price }: PlannedModel,
  left: readonly PlannedTrial[],
): { readonly tokens: number; readonly cost: number | null } {
  const taskOf = findTask(plan);
  const tokens = left.reduce((sum, trial) => sum + (taskOf(trial)?.limits.tokens ?? 0), 0);
  const dearest = price === null ? null : Math.max(...Object.values(price));
  return { tokens, cost: dearest === null ? null : (tokens * dearest) / 1_000_000 };
}

/** Finds a trial's task; what is looked at here is the same for every model family. */
function findTask({
  tasks,
}: EstimatedPlan): (trial: PlannedTrial) => EstimatedPlan["tasks"][number] | undefined {
  const byVariant = new Map(tasks.map((task) => [variantKey(task.task, task.variant), task]));
  return ({ task, variant }) => byVariant.get(variantKey(task, variant));
}

function spanOf(
  left: readonly PlannedTrial[],
  basis: readonly TrialRecord[],
  fewest: number,
  amountOf: (trial: TrialRecord) => number,
): Span | null {
  if (basis.length === 0) return null;
  const meanOf = meansByTask(basis, amountOf);
  const sum = (trials: readonly PlannedTrial[]): number =>
    trials.reduce((total, { task }) => total + meanOf(task), 0);
  return { least: sum(left.filter(({ index }) => index <= fewest)), most: sum(left) };
}

/** The sum of spans; null where one is not known. */
function addSpans(spans: readonly (Span | null)[]): Span | null {
  return spans.reduce<Span | null>(
    (sum, span) =>
      sum === null || span === null ? null : { least: sum.least + span.least, most: sum.most + span.most },
    nothing,
  );
}

/** The mean of an amount by task; tasks without a trial have the mean of all. */
function meansByTask(
  trials: readonly TrialRecord[],
  amountOf: (trial: TrialRecord) => number,
): (task: string) => number {
  const amounts = new Map<string, number[]>();
  for (const trial of trials) amounts.set(trial.task, [...(amounts.get(trial.task) ?? []), amountOf(trial)]);
  const overall = mean(trials.map(amountOf));
  const means = new Map([...amounts].map(([task, values]) => [task, mean(values)]));
  return (task) => means.get(task) ?? overall;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
