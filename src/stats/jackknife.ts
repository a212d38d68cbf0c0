import { at } from "./at.js";
import type { ClusterTable, Statistic } from "./cluster.js";

/** The statistic with one cluster left out, for each cluster. */
export function leaveOneOut(
  { count, width, totals, sums }: ClusterTable,
  statistic: Statistic,
): Float64Array {
  const left = new Float64Array(width);
  return Float64Array.from({ length: count }, (_, cluster) => {
    for (let position = 0; position < width; position += 1) {
      left[position] = at(sums, position) - at(totals, cluster * width + position);
    }
    return statistic(left);
  });
}

/** How the left-out values scatter. */
export interface Scatter {
  /** The jackknife's standard error. Efron and Stein (1981), Annals of Statistics 9, 586-596. */
  readonly standardError: number;
  /** The skewness that BCa corrects for. Efron (1987), JASA 82, 171-185, equation 6.6. */
  readonly acceleration: number;
}

/** The scatter of the left-out values of k clusters; nothing to tell apart gives zeros. */
export function scatter(values: Float64Array): Scatter {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    const away = mean - value;
    squares += away * away;
    cubes += away * away * away;
  }
  // Rounding alone leaves a trace of this size where all clusters agree.
  if (Math.sqrt(squares) <= 1e-12 * Math.max(1, Math.abs(mean))) return { standardError: 0, acceleration: 0 };
  return {
    standardError: Math.sqrt((squares * (values.length - 1)) / values.length),
    acceleration: cubes / (6 * squares ** 1.5),
  };
}
