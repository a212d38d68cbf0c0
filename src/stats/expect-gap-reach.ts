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
  const both = pilot.filter(({ value, control }) => value.total > 0 && control.total > 0);
  if (both.length < 2 || pairs < 2) return null;
  const gaps = both.map(({ value, control }) => value.count / value.total - control.count / control.total);
  const middle = mean(gaps);
  const observed = gaps.reduce((sum, gap) => sum + (gap - middle) ** 2, 0) / (gaps.length - 1);
  const inside = mean(
    both.map(
      ({ value, control }) => trialVariance(value) / value.total + trialVariance(control) / control.total,
    ),
  );
  const planned = mean(
    both.map(({ value, control }) => (trialVariance(value) + trialVariance(control)) / trialsPerCell),
  );
  const variance = Math.max(0, observed - inside) + planned;
  return studentCritical(0.95, pairs - 1) * Math.sqrt(variance / pairs);
}
