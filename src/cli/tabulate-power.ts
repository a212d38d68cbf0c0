import { detectableGap, pairedPower, pairsNeeded, type PairPlan } from "../stats/power.js";

/** What is asked about a plan of pairs. Shares from 0 to 1. */
export interface PowerQuestion extends Omit<PairPlan, "trialsPerCell"> {
  readonly pairs: number;
  /** The chance to aim at. */
  readonly power: number;
}

/** The answer for one number of trials per cell; trials are those of both arms, for one model and one variant. */
export interface PowerRow {
  readonly trialsPerCell: number;
  readonly trials: number;
  /** The chance that the pairs at hand find the gap. */
  readonly chance: number;
  /** What the pairs at hand find with the chance aimed at; null where that is no gap at all. */
  readonly smallestGap: number | null;
  /** How many pairs find the gap with the chance aimed at, and their trials. */
  readonly pairsNeeded: number | null;
  readonly trialsNeeded: number | null;
}

/** Answers by trials per cell. */
export function tabulatePower(question: PowerQuestion, sizes: readonly number[]): PowerRow[] {
  const { pairs, power, ...plan } = question;
  return sizes.map((trialsPerCell) => {
    const needed = pairsNeeded({ ...plan, trialsPerCell }, power);
    return {
      trialsPerCell,
      trials: 2 * pairs * trialsPerCell,
      chance: pairedPower({ ...plan, trialsPerCell }, pairs),
      smallestGap: detectableGap({ ...plan, trialsPerCell }, pairs, power),
      pairsNeeded: needed,
      trialsNeeded: needed === null ? null : 2 * needed * trialsPerCell,
    };
  });
}
