import type { Count, PairCounts } from "./paired-gap.js";
import { studentCritical } from "./student-t.js";

/** The variance of one trial, with one success and one failure added, so that 0 of 3 is not taken for never. */
function trialVariance({ count, total }: Count): number {
  const share = (count + 1) / (total + 2);
  return share * (1 - share);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const hasBoth = ({ value, control }: PairCounts): boolean => value.total > 0 && control.total > 0;

/** The variance of gaps between a pilot's pairs, less what chance inside a pair adds to it; null for fewer than two pairs. */
function varianceBetween(both: readonly PairCounts[]): number | null {
  if (both.length < 2) return null;
  const gaps = both.map(({ value, control }) => value.count / value.total - control.count / control.total);
  const middle = mean(gaps);
  const observed = gaps.reduce((sum, gap) => sum + (gap - middle) ** 2, 0) / (gaps.length - 1);
  const inside = mean(
    both.map(
      ({ value, control }) => trialVariance(value) / value.total + trialVariance(control) / control.total,
    ),
  );
  return Math.max(0, observed - inside);
}

/**
 * Half the width that the 95 % interval of a gap over `pairs` pairs will have with `trialsPerCell` trials per arm, judged
 * from a pilot: the pilot's variance between pairs, less what chance inside a pair adds to it, plus what chance will
 * add at the planned size. Null for a pilot of fewer than two pairs with both arms, and for fewer than two pairs.
 */
export function expectGapReach(
  pilot: readonly PairCounts[],
  pairs: number,
  trialsPerCell: number,
): number | null {
  const both = pilot.filter(hasBoth);
  const between = varianceBetween(both);
  if (between === null || pairs < 2) return null;
  const planned = mean(
    both.map(({ value, control }) => (trialVariance(value) + trialVariance(control)) / trialsPerCell),
  );
  return studentCritical(0.95, pairs - 1) * Math.sqrt((between + planned) / pairs);
}

/** How alike the trials of one cell are, and the pairs that this is judged from. */
export interface Resemblance {
  readonly resemblance: number;
  readonly pairs: number;
}

/**
 * The resemblance that gives gaps the variance between pairs which a pilot shows: of many trials per cell it is all that
 * is left, and then it is the resemblance times the variances of single trials (`designEffect`). Null for fewer than two pairs.
 */
export function measureResemblance(pilot: readonly PairCounts[]): Resemblance | null {
  const both = pilot.filter(hasBoth);
  const between = varianceBetween(both);
  if (between === null) return null;
  const single =
    pooledVariance(both.map(({ value }) => value)) + pooledVariance(both.map(({ control }) => control));
  return { resemblance: Math.min(1, between / single), pairs: both.length };
}

/** The variance of one trial among all of some cells. */
function pooledVariance(cells: readonly Count[]): number {
  const add = (of: (cell: Count) => number): number => cells.reduce((sum, cell) => sum + of(cell), 0);
  return trialVariance({ count: add(({ count }) => count), total: add(({ total }) => total) });
}
