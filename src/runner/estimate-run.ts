import { costOf } from "../model/cost.js";
import { fewestTrials } from "../sampling/judge-cell.js";
import { samplingOf } from "../sampling/sort-trials.js";
import type { PlannedModel, PlannedTrial, RunManifest, TrialRecord } from "../schema/run.js";

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
  /** How many earlier trials it is judged from, and whether they are another model's. */
  readonly basis: { readonly trials: number; readonly foreign: boolean };
}

const nothing: Span = { least: 0, most: 0 };

/** Whether a model answers without a network and without money. */
export function isOffline({ uses }: Pick<PlannedModel, "uses">): boolean {
  return uses.startsWith("scripted/") || uses.startsWith("replay/");
}

/**
 * Judges what trials still to be run will take from earlier trials of the same tasks: the model's own where there are
 * any, else those of other models that used tokens. A task without its own takes the mean of all.
 */
export function estimateModel(
  manifest: Pick<RunManifest, "sampling" | "trialsPerCell">,
  model: PlannedModel,
  left: readonly PlannedTrial[],
  earlier: readonly TrialRecord[],
): ModelEstimate {
  const own = earlier.filter((trial) => trial.model === model.model && trial.status !== "errored");
  const foreign = own.length === 0 && !isOffline(model);
  const basis = foreign
    ? earlier.filter(({ usage, status }) => usage.output > 0 && status !== "errored")
    : own;
  const fewest = fewestTrials(samplingOf(manifest));
  const span = (amountOf: (trial: TrialRecord) => number): Span | null => {
    if (basis.length === 0) return null;
    const meanOf = meansByTask(basis, amountOf);
    const sum = (trials: readonly PlannedTrial[]): number =>
      trials.reduce((total, { task }) => total + meanOf(task), 0);
    return { least: sum(left.filter(({ index }) => index <= fewest)), most: sum(left) };
  };
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
    basis: { trials: basis.length, foreign },
  };
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
