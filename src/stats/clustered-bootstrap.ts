import { unbounded, tabulateClusters } from "./cluster.js";
import type { Cluster, ClusterTable, Estimate, Statistic } from "./cluster.js";
import { leaveOneOut, scatter } from "./jackknife.js";
import type { Scatter } from "./jackknife.js";
import { normalCdf, normalQuantile } from "./normal.js";
import { seededRandom } from "./random.js";
import { drawReplicates, quantileOf, shareBelow } from "./replicates.js";
import { studentCritical } from "./student-t.js";

/**
 * How bounds are found: by bootstrap, or by Student's t from the jackknife without one. "expanded" widens the
 * percentiles for few clusters. docs/decisions/0007-intervals.md compares how often each covers the truth.
 */
export type IntervalMethod = "t" | "percentile" | "expanded_percentile" | "bca" | "expanded_bca";

/** What an interval is made of; what is left out takes the default in brackets. */
export interface IntervalOptions {
  /** How ["expanded_percentile"; "t" with fewer than six clusters, whose draws repeat too few values]. */
  readonly method?: IntervalMethod;
  /** The coverage aimed at [0.95]. */
  readonly level?: number;
  /** The bootstrap's seed [1]; t needs none. */
  readonly seed?: string | number;
  /** Draws of the bootstrap [2000]. */
  readonly replicates?: number;
  /** The values that the statistic can take, which bounds never leave [unlimited]. */
  readonly range?: readonly [low: number, high: number];
}

/** With so few, resamples hold little but the clusters themselves: bounds of 2 to 5 cover 57 to 92 % where t covers 93 and more. */
export const fewClusters = 6;

type Bounds = readonly [low: number, high: number];

/**
 * The chance to cut off at each end: half of what the level leaves; less if expanded, by as much as Student's interval
 * is wider than the normal one with the spread divided by n. Hesterberg (2015), American Statistician 69, 371-386.
 */
function tailChance(level: number, clusters: number, expanded: boolean): number {
  if (!expanded) return (1 - level) / 2;
  return normalCdf(-Math.sqrt(clusters / (clusters - 1)) * studentCritical(level, clusters - 1));
}

/** Percentiles of the replicates. Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13. */
function percentileBounds(sorted: Float64Array, tail: number): Bounds {
  return [quantileOf(sorted, tail), quantileOf(sorted, 1 - tail)];
}

/** Percentiles corrected for bias and skewness. Efron (1987), JASA 82, 171-185, equation 2.3. */
function bcaBounds(sorted: Float64Array, value: number, { acceleration }: Scatter, tail: number): Bounds {
  const edge = 0.5 / sorted.length;
  const bias = normalQuantile(Math.min(Math.max(shareBelow(sorted, value), edge), 1 - edge));
  const corrected = (deviation: number): number => {
    const shifted = bias + deviation;
    const slope = 1 - acceleration * shifted;
    if (slope <= 0) return quantileOf(sorted, shifted < 0 ? 0 : 1);
    return quantileOf(sorted, normalCdf(bias + shifted / slope));
  };
  return [corrected(normalQuantile(tail)), corrected(-normalQuantile(tail))];
}

/**
 * The value plus and minus t times the jackknife's standard error, with one degree of freedom less than clusters.
 * For a mean of one number per cluster this is Student's interval. Tukey (1958), Ann. Math. Statist. 29, 614.
 */
function studentBounds(value: number, { standardError }: Scatter, clusters: number, level: number): Bounds {
  const reach = studentCritical(level, clusters - 1) * standardError;
  return [value - reach, value + reach];
}

function findBounds(
  table: ClusterTable,
  statistic: Statistic,
  value: number,
  spread: Scatter,
  { method, level = 0.95, seed = 1, replicates = 2000 }: IntervalOptions,
): Bounds {
  const how = method ?? (table.count < fewClusters ? "t" : "expanded_percentile");
  if (how === "t") return studentBounds(value, spread, table.count, level);
  const sorted = drawReplicates(table, statistic, replicates, seededRandom(seed));
  const tail = tailChance(level, table.count, how === "expanded_percentile" || how === "expanded_bca");
  return how === "percentile" || how === "expanded_percentile"
    ? percentileBounds(sorted, tail)
    : bcaBounds(sorted, value, spread, tail);
}

/**
 * A statistic of clustered counts with an interval that holds for other clusters of the same kind: trials of one
 * cluster are never treated as independent. Clusters that count nothing are left out.
 */
export function clusteredBootstrap(
  clusters: readonly Cluster[],
  statistic: Statistic,
  options: IntervalOptions = {},
): Estimate {
  const table = tabulateClusters(clusters);
  if (table.count === 0) return unbounded(null, 0, "no_clusters");
  const value = statistic(table.sums);
  if (!Number.isFinite(value)) return unbounded(null, table.count, "nothing_counted");
  if (table.count === 1) return unbounded(value, 1, "one_cluster");
  const without = leaveOneOut(table, statistic);
  if (!without.every(Number.isFinite)) return unbounded(value, table.count, "undefined_without_a_cluster");
  const spread = scatter(without);
  if (spread.standardError === 0) return unbounded(value, table.count, "no_variation");
  const [low, high] = findBounds(table, statistic, value, spread, options);
  const [least, most] = options.range ?? [-Infinity, Infinity];
  return {
    value,
    low: Math.min(Math.max(low, least), most),
    high: Math.min(Math.max(high, least), most),
    clusters: table.count,
    reason: null,
  };
}
