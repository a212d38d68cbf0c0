import { fairChance, fairTail } from "./binomial.js";

/** A test of whether one of two opposite results is more frequent; p-values are two-sided. */
export interface PairedTest {
  readonly more: number;
  readonly fewer: number;
  /** Exact and conservative. Null where the two never differ. */
  readonly exact: number | null;
  /** Half of the chance of what was observed taken off; close to its nominal level, can exceed it slightly. */
  readonly mid: number | null;
}

/**
 * McNemar's test by the two counts of discordant pairs. Exact: McNemar (1947), Psychometrika 12, 153-157, with the
 * binomial distribution; mid-p: Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodology 13:91.
 * It takes pairs as independent: one outcome per pair, never many trials of one pair.
 */
export function mcnemarTest(more: number, fewer: number): PairedTest {
  const discordant = more + fewer;
  if (discordant === 0) return { more, fewer, exact: null, mid: null };
  const smaller = Math.min(more, fewer);
  const observed = fairChance(smaller, discordant);
  if (more === fewer) return { more, fewer, exact: 1, mid: 1 - observed / 2 };
  // One apart: the tail is half of all, which its sum misses by rounding.
  const exact = Math.abs(more - fewer) === 1 ? 1 : Math.min(1, 2 * fairTail(smaller, discordant));
  return { more, fewer, exact, mid: exact - observed };
}

/** Differences of equal rates (0.3 - 0.1 and 0.4 - 0.2) leave less than this of rounding. */
const rounding = 1e-9;

/**
 * The sign test of one difference per pair: how many are above zero and how many below; zeros say nothing.
 * Arbuthnott (1710), Phil. Trans. 27, 186-190; Conover (1999), Practical Nonparametric Statistics, section 3.4.
 */
export function signTest(differences: readonly number[]): PairedTest {
  return mcnemarTest(
    differences.filter((difference) => difference > rounding).length,
    differences.filter((difference) => difference < -rounding).length,
  );
}
