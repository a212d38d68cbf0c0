import { at } from "./at.js";

/**
 * The totals of one cluster, such as [noncompliant, trials]; every cluster of a list has as many. Trials of one
 * cluster may depend on each other, clusters do not.
 */
export type Cluster = readonly number[];

/** A number computed from totals summed over clusters; NaN or infinite where it is undefined. */
export type Statistic = (sums: Float64Array) => number;

/** Why an estimate has no bounds, or no value at all. */
export type MissingReason =
  | "no_clusters"
  | "one_cluster"
  | "empty_arm"
  | "nothing_counted"
  | "no_variation"
  | "undefined_without_a_cluster";

/** A number with its interval. Bounds are both there or both null, and then `reason` says why. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Clusters that count anything. */
  readonly clusters: number;
  readonly reason: MissingReason | null;
}

/** An estimate without bounds. */
export function unbounded(value: number | null, clusters: number, reason: MissingReason): Estimate {
  return { value, low: null, high: null, clusters, reason };
}

/** Clusters laid end to end, for speed. */
export interface ClusterTable {
  readonly count: number;
  readonly width: number;
  /** `count` times `width` totals. */
  readonly totals: Float64Array;
  /** `width` sums over all clusters. */
  readonly sums: Float64Array;
}

/** The clusters that count anything, end to end. Throws where clusters differ in length or hold a non-number. */
export function tabulateClusters(clusters: readonly Cluster[]): ClusterTable {
  const width = clusters[0]?.length ?? 0;
  for (const cluster of clusters) {
    if (cluster.length !== width) throw new TypeError(`clusters of ${width} and of ${cluster.length} totals`);
    if (!cluster.every(Number.isFinite)) throw new TypeError(`a cluster of [${cluster.join(", ")}]`);
  }
  const counting = clusters.filter((cluster) => cluster.some((total) => total !== 0));
  const sums = new Float64Array(width);
  for (const cluster of counting)
    cluster.forEach((total, position) => (sums[position] = at(sums, position) + total));
  return { count: counting.length, width, totals: Float64Array.from(counting.flat()), sums };
}
