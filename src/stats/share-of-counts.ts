import { at } from "./at.js";
import type { Cluster, Estimate, Statistic } from "./cluster.js";
import { clusteredDifference } from "./clustered-difference.js";
import { clusteredBootstrap } from "./clustered-bootstrap.js";
import type { IntervalOptions } from "./clustered-bootstrap.js";
import type { Count } from "./paired-gap.js";

const shareOfSums: Statistic = (sums) => at(sums, 0) / at(sums, 1);
const toCluster = ({ count, total }: Count): Cluster => [count, total];

/**
 * A share whose counts and totals are each summed over clusters, such as Visibility, Solvability and Lock-in, from 0
 * to 1, with an interval clustered by pair (or task).
 */
export function shareOfCounts(counts: readonly Count[], options: IntervalOptions = {}): Estimate {
  return clusteredBootstrap(counts.map(toCluster), shareOfSums, { range: [0, 1], ...options });
}

/** The share of one run minus the share of another, position by position of the same cluster, from -1 to 1. */
export function shareDifference(
  first: readonly Count[],
  second: readonly Count[],
  options: IntervalOptions = {},
): Estimate {
  return clusteredDifference(first.map(toCluster), second.map(toCluster), shareOfSums, {
    range: [-1, 1],
    ...options,
  });
}
