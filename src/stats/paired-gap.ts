import { at } from "./at.js";
import { unbounded } from "./cluster.js";
import type { Cluster, Estimate, Statistic } from "./cluster.js";
import { clusteredDifference } from "./clustered-difference.js";
import { clusteredBootstrap } from "./clustered-bootstrap.js";
import type { IntervalOptions } from "./clustered-bootstrap.js";

/** How many of how many. */
export interface Count {
  readonly count: number;
  readonly total: number;
}

/** The trials of one pair: its value task's and its control's. */
export interface PairCounts {
  readonly value: Count;
  readonly control: Count;
}

/**
 * What counts the same: every pair, so that the gap is the mean of the pairs' own gaps; or every trial, so that it is
 * the difference of two pooled rates. Both agree where all cells have as many trials. Where cells differ, pooling
 * compares a value arm and a control arm that weigh the pairs differently.
 */
export type GapWeight = "pairs" | "trials";

const meanOfPairs: Statistic = (sums) => at(sums, 0) / at(sums, 1);
const pooledRates: Statistic = (sums) => at(sums, 0) / at(sums, 1) - at(sums, 2) / at(sums, 3);

function gapOfPair({ value, control }: PairCounts): Cluster {
  if (value.total === 0 || control.total === 0) return [0, 0];
  return [value.count / value.total - control.count / control.total, 1];
}

function countsOfPair({ value, control }: PairCounts): Cluster {
  return [value.count, value.total, control.count, control.total];
}

const weights = {
  pairs: { toCluster: gapOfPair, statistic: meanOfPairs },
  trials: { toCluster: countsOfPair, statistic: pooledRates },
} as const;

/** Whether one arm is missing: from all pairs where trials are pooled, from every single one where pairs are compared. */
function lacksArm(pairs: readonly PairCounts[], weight: GapWeight): boolean {
  if (weight === "pairs")
    return pairs.every(({ value, control }) => value.total === 0 || control.total === 0);
  return pairs.every(({ value }) => value.total === 0) || pairs.every(({ control }) => control.total === 0);
}

/** The rate of value tasks minus the rate of their controls, from -1 to 1, with an interval clustered by pair. */
export function pairedGap(
  pairs: readonly PairCounts[],
  { weight = "pairs", ...options }: IntervalOptions & { readonly weight?: GapWeight } = {},
): Estimate {
  const { toCluster, statistic } = weights[weight];
  if (pairs.length > 0 && lacksArm(pairs, weight)) return unbounded(null, pairs.length, "empty_arm");
  return clusteredBootstrap(pairs.map(toCluster), statistic, { range: [-1, 1], ...options });
}

/** The gap of one run minus the gap of another, position by position of the same pair, from -2 to 2. */
export function gapDifference(
  first: readonly PairCounts[],
  second: readonly PairCounts[],
  { weight = "pairs", ...options }: IntervalOptions & { readonly weight?: GapWeight } = {},
): Estimate {
  const { toCluster, statistic } = weights[weight];
  if (first.length > 0 && (lacksArm(first, weight) || lacksArm(second, weight)))
    return unbounded(null, first.length, "empty_arm");
  return clusteredDifference(first.map(toCluster), second.map(toCluster), statistic, {
    range: [-2, 2],
    ...options,
  });
}
