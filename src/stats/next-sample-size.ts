/** How many trials a cell gets: `first`, and `most` unless the share among the first is at most `low` or at least `high`. */
export interface SampleRule {
  readonly first: number;
  readonly most: number;
  readonly low: number;
  readonly high: number;
}

/** The rule of Palimpsest's measurement notes. */
export const measurementRule: SampleRule = { first: 20, most: 40, low: 0.1, high: 0.9 };

/** Shares such as 0.1 are not exact in binary. */
const rounding = 1e-9;

/**
 * How many scored trials a cell should have in all. A cell that already has between `first` and `most` is completed.
 * The cell is finished when the answer is not above `total`.
 */
export function nextSampleSize(count: number, total: number, rule: SampleRule = measurementRule): number {
  const { first, most, low, high } = rule;
  if (total < first) return first;
  if (total > first) return Math.max(most, total);
  const isExtreme = count <= low * total + rounding || count >= high * total - rounding;
  return isExtreme ? first : most;
}
