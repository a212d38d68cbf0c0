import type { Cluster, Estimate, Statistic } from "./cluster.js";
import { clusteredBootstrap } from "./clustered-bootstrap.js";
import type { IntervalOptions } from "./clustered-bootstrap.js";

/**
 * The statistic of one set of clusters minus that of another, such as two runs side by side. Position by position
 * both lists speak of the same cluster (the same pair of tasks), which is drawn or left out of both at once; zeros
 * stand for a cluster that one of them lacks.
 */
export function clusteredDifference(
  first: readonly Cluster[],
  second: readonly Cluster[],
  statistic: Statistic,
  options: IntervalOptions = {},
): Estimate {
  if (first.length !== second.length) {
    throw new TypeError(`clusters to compare position by position: ${first.length} and ${second.length}`);
  }
  const width = first[0]?.length ?? 0;
  const joined = first.map((cluster, position) => [...cluster, ...(second[position] ?? [])]);
  return clusteredBootstrap(
    joined,
    (sums) => statistic(sums.subarray(0, width)) - statistic(sums.subarray(width)),
    options,
  );
}
