import { invertRising, smallestWhole } from "./invert.js";
import { normalCdf, normalQuantile } from "./normal.js";
import { studentCdf, studentCritical } from "./student-t.js";
import { wilsonShare } from "./wilson.js";

/** What a plan aims at; what is left out takes the default in brackets. */
export interface Aim {
  /** The chance to find a gap that is there [0.8]. */
  readonly power?: number;
  /** The chance to find a gap that is not there, two-sided [0.05]. */
  readonly alpha?: number;
}

/** How trials of one pair resemble each other. */
export interface Resemblance {
  /** Correlation of two trials of one pair in the same arm, 0 to 1. */
  readonly sameArm: number;
  /** Correlation of two trials of one pair in opposite arms, 0 to `sameArm` [0, which plans for the most trials]. */
  readonly acrossArms?: number;
}

/**
 * By how much the variance of a gap over pairs exceeds that of independent trials: 1 + (m - 1) same - m across, for m
 * trials per cell. Giraudeau, Ravaud and Donner (2008), Statistics in Medicine 27, 5578-5585, equation 3.
 */
export function designEffect(trialsPerCell: number, { sameArm, acrossArms = 0 }: Resemblance): number {
  return 1 + (trialsPerCell - 1) * sameArm - trialsPerCell * acrossArms;
}

/**
 * The chance that a two-sided test of two independent proportions finds their difference, with `size` trials per arm.
 * Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, section 4.2, without correction.
 */
export function twoProportionPower(first: number, second: number, size: number, alpha = 0.05): number {
  const sum = first + second;
  const underNone = normalQuantile(1 - alpha / 2) * Math.sqrt(sum * (1 - sum / 2));
  const underGap = Math.sqrt(first * (1 - first) + second * (1 - second));
  const excess = Math.sqrt(size) * Math.abs(first - second) - underNone;
  if (underGap === 0) return excess > 0 ? 1 : 0;
  return normalCdf(excess / underGap);
}

/** Trials needed per arm to tell two proportions apart, with a design effect [1]; null where they are the same. */
export function trialsPerArm(
  first: number,
  second: number,
  { power = 0.8, alpha = 0.05, effect = 1 }: Aim & { readonly effect?: number } = {},
): number | null {
  return smallestWhole((size) => twoProportionPower(first, second, size / effect, alpha) >= power, 1);
}

/** A plan of pairs: the rate of the controls, the gap looked for, and how trials are spread. */
export interface PairPlan {
  readonly controlRate: number;
  readonly gap: number;
  readonly trialsPerCell: number;
  readonly resemblance: Resemblance;
}

/**
 * The chance that the t interval over pairs excludes zero: a shifted t with one degree of freedom less than pairs.
 * The variance of one pair's gap is that of its two cells, times the design effect.
 */
export function pairedPower(plan: PairPlan, pairs: number, alpha = 0.05): number {
  if (pairs < 2) return 0;
  const { controlRate, gap, trialsPerCell, resemblance } = plan;
  const valueRate = controlRate + gap;
  const variance =
    ((controlRate * (1 - controlRate) + valueRate * (1 - valueRate)) *
      designEffect(trialsPerCell, resemblance)) /
    trialsPerCell;
  if (variance <= 0) return gap === 0 ? 0 : 1;
  const shift = Math.abs(gap) / Math.sqrt(variance / pairs);
  return studentCdf(shift - studentCritical(1 - alpha, pairs - 1), pairs - 1);
}

/** Pairs needed to find a gap, each with `trialsPerCell` trials per arm; null where the gap is zero. */
export function pairsNeeded(plan: PairPlan, { power = 0.8, alpha = 0.05 }: Aim = {}): number | null {
  if (plan.gap === 0) return null;
  return smallestWhole((pairs) => pairedPower(plan, pairs, alpha) >= power, 2, 1_000_000);
}

/** Trials per cell needed to find a gap with a given number of pairs; null where no number of trials is enough. */
export function trialsPerCellNeeded(
  { controlRate, gap, resemblance }: Omit<PairPlan, "trialsPerCell">,
  pairs: number,
  { power = 0.8, alpha = 0.05 }: Aim = {},
): number | null {
  return smallestWhole(
    (trialsPerCell) => pairedPower({ controlRate, gap, resemblance, trialsPerCell }, pairs, alpha) >= power,
    1,
    1_000_000,
  );
}

/** The smallest gap above the controls' rate that a plan finds; null where it finds none. */
export function detectableGap(
  plan: Omit<PairPlan, "gap">,
  pairs: number,
  { power = 0.8, alpha = 0.05 }: Aim = {},
): number | null {
  const powerOf = (gap: number): number => pairedPower({ ...plan, gap }, pairs, alpha);
  const most = 1 - plan.controlRate;
  if (powerOf(most) < power) return null;
  return invertRising(powerOf, power, 0, most);
}

/** The width of a Wilson 95 % interval of a share among `size` trials. */
export function wilsonWidth(share: number, size: number): number {
  const { low, high } = wilsonShare(share, size);
  return high - low;
}
