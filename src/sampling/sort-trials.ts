import type { Outcome } from "../schema/outcome.js";
import type { PlannedTrial, RunManifest, Sampling, ScoreRecord, TrialRecord } from "../schema/run.js";
import { judgeCell } from "./judge-cell.js";

type PlannedSampling = Pick<RunManifest, "sampling" | "trialsPerCell">;

/** The rule of a plan. */
export function samplingOf({ sampling, trialsPerCell }: PlannedSampling): Sampling {
  return sampling ?? { rule: "fixed", n: trialsPerCell };
}

/** What sorting a plan looks at. */
export type SampledPlan = PlannedSampling & Pick<RunManifest, "trials">;

/** What names a cell: task x variant x model. */
export function cellKey({ task, variant, model }: Pick<PlannedTrial, "task" | "variant" | "model">): string {
  return JSON.stringify([task, variant, model]);
}

/** The plan's trials by cell, each in the order of their indices. */
export function groupCells(trials: readonly PlannedTrial[]): ReadonlyMap<string, readonly PlannedTrial[]> {
  const cells = new Map<string, PlannedTrial[]>();
  for (const trial of trials) {
    const key = cellKey(trial);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [trial]);
    else cell.push(trial);
  }
  for (const cell of cells.values()) cell.sort((left, right) => left.index - right.index);
  return cells;
}

/** The finished trials by name: their outcome by the newest scorer version, null where there is no score. */
export function outcomesOf(
  trials: readonly TrialRecord[],
  scores: readonly ScoreRecord[],
): ReadonlyMap<string, Outcome | null> {
  const newest = new Map<string, ScoreRecord>();
  for (const score of scores) {
    if ((newest.get(score.trial)?.scorer ?? 0) <= score.scorer) newest.set(score.trial, score);
  }
  return new Map(trials.map(({ trial }) => [trial, newest.get(trial)?.outcome ?? null]));
}

/** A plan's trials that have not finished. */
export interface UnfinishedTrials {
  /** To be run now, in the plan's order. */
  readonly due: readonly PlannedTrial[];
  /** Wanted or not: trials that are due decide. */
  readonly undecided: readonly PlannedTrial[];
  /** Never to be run: the rule has ended their cell. */
  readonly skipped: readonly PlannedTrial[];
}

/** Sorts what is left of a plan, from the plan and what has finished alone. */
export function sortTrials(
  manifest: SampledPlan,
  known: ReadonlyMap<string, Outcome | null>,
): UnfinishedTrials {
  const rule = samplingOf(manifest);
  const plans = new Map(
    [...groupCells(manifest.trials)].map(([key, cell]) => {
      const byIndex = new Map(cell.map(({ index, trial }) => [index, trial]));
      return [key, judgeCell(rule, (index) => known.get(byIndex.get(index) ?? ""))] as const;
    }),
  );
  const due: PlannedTrial[] = [];
  const undecided: PlannedTrial[] = [];
  const skipped: PlannedTrial[] = [];
  for (const planned of manifest.trials) {
    if (known.has(planned.trial)) continue;
    const plan = plans.get(cellKey(planned));
    if (plan === undefined || planned.index <= plan.wanted) due.push(planned);
    else if (plan.isFinal) skipped.push(planned);
    else undecided.push(planned);
  }
  return { due, undecided, skipped };
}
