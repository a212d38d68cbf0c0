import { smallestWhole } from "./invert.js";
import { signFlipPower, type PairPlan } from "./sign-flip-power.js";
import { studentCdf, studentCritical } from "./student-t.js";
import { fewestTestedPairs } from "./test-pairs.js";
import { wilsonShare } from "./wilson.js";

export type { PairPlan } from "./sign-flip-power.js";

/** A gap is found where its p-value is below this. */
const alpha = 0.05;

/** The chance to find a gap that plans usually aim at. */
const usualPower = 0.8;

/** Up to so many pairs power is simulated: t promises too much there (docs/decisions/0007-intervals.md). */
const mostSimulated = 14;

/**
 * By how much the variance of a gap over pairs exceeds that of independent trials, for trials of one cell that correlate:
 * Kish (1965), Survey Sampling, section 5.4.
 */
export function designEffect(trialsPerCell: number, resemblance: number): number {
  return 1 + (trialsPerCell - 1) * resemblance;
}

/** The chance that the sign-flip test over pairs, which a report's p-value of a gap comes from, finds a gap; 0 with too few for it. */
export function pairedPower(plan: PairPlan, pairs: number): number {
  if (pairs < fewestTestedPairs || plan.gap === 0) return 0;
  return pairs <= mostSimulated ? signFlipPower(plan, pairs, alpha) : studentPower(plan, pairs);
}

/**
 * The chance that the t interval over pairs excludes zero: a shifted t with one degree of freedom less than pairs.
 * The variance of one pair's gap is that of its two cells, times the design effect.
 */
export function studentPower(
  { controlRate, gap, trialsPerCell, resemblance }: PairPlan,
  pairs: number,
): number {
  const valueRate = controlRate + gap;
  const variance =
    ((controlRate * (1 - controlRate) + valueRate * (1 - valueRate)) *
      designEffect(trialsPerCell, resemblance)) /
    trialsPerCell;
  if (variance <= 0) return 1;
  const shift = Math.abs(gap) / Math.sqrt(variance / pairs);
  return studentCdf(shift - studentCritical(1 - alpha, pairs - 1), pairs - 1);
}

/** Pairs needed to find a gap, each with `trialsPerCell` trials per arm; null where the gap is zero. */
export function pairsNeeded(plan: PairPlan, power = usualPower): number | null {
  if (plan.gap === 0) return null;
  return smallestWhole((pairs) => pairedPower(plan, pairs) >= power, fewestTestedPairs, 1_000_000);
}

/** The smallest gap above the controls' rate that a plan finds, to a hundredth; null where it finds none. */
export function detectableGap(plan: Omit<PairPlan, "gap">, pairs: number, power = usualPower): number | null {
  const most = Math.floor(100 * (1 - plan.controlRate) + 1e-9);
  const points = smallestWhole(
    (hundredths) => pairedPower({ ...plan, gap: hundredths / 100 }, pairs) >= power,
    1,
    most,
  );
  return points === null ? null : points / 100;
}

/** The width of a Wilson 95 % interval of a share among `size` trials. */
export function wilsonWidth(share: number, size: number): number {
  const { low, high } = wilsonShare(share, size);
  return high - low;
}
