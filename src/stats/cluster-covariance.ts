import { at } from "./at.js";
import type { BinaryResults, LogisticFit } from "./fit-logistic.js";
import { timesSymmetric } from "./matrix.js";
import type { Matrix, Vector } from "./matrix.js";

/** What each cluster adds to the derivative of the likelihood. */
function scoresByCluster({ rows, clusters }: BinaryResults, residuals: Vector): Matrix {
  const scores = new Map<string, number[]>();
  rows.forEach((row, place) => {
    const cluster = clusters[place] ?? "";
    const sums = scores.get(cluster) ?? row.map(() => 0);
    row.forEach((value, column) => (sums[column] = at(sums, column) + value * at(residuals, place)));
    scores.set(cluster, sums);
  });
  return [...scores.values()];
}

/**
 * The covariance of the coefficients that allows for any dependence inside a cluster: the sandwich of Liang and Zeger
 * (1986), Biometrika 73, 13-22, times G / (G - 1) for G clusters (CR1). Null for fewer than two clusters.
 */
export function clusterCovariance(
  results: BinaryResults,
  { covariance, residuals }: LogisticFit,
): Matrix | null {
  const scores = scoresByCluster(results, residuals);
  if (scores.length < 2) return null;
  const spread = timesSymmetric(scores, covariance);
  const correction = scores.length / (scores.length - 1);
  return covariance.map((_, one) =>
    covariance.map(
      (__, two) => correction * spread.reduce((sum, row) => sum + at(row, one) * at(row, two), 0),
    ),
  );
}
