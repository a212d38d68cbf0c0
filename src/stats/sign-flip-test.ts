import { seededRandom } from "./random.js";

/** A two-sided test of whether differences, one per pair, are centred on zero. */
export interface SignFlipTest {
  /** Null where there is no difference that is not zero. */
  readonly p: number | null;
  /** Whether every way to flip the signs was counted; otherwise `draws` of them were drawn. */
  readonly exact: boolean;
}

/** More distinct sums than this are drawn instead of counted. */
const mostSums = 50_000;
const draws = 9_999;
const scale = 1e9;

/**
 * Fisher's randomisation test for matched pairs: if the two sides of each pair could be swapped, every pattern of signs is
 * as likely as the observed one; p is the share of patterns whose sum is at least as far from zero. Its size never exceeds
 * its level if they can, which takes sides of about as many trials (docs/decisions/0015-like-with-like.md). Fisher (1935), The Design of Experiments, section 21; drawn patterns with the observed one counted in: Phipson
 * and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9, article 39. It takes pairs as independent.
 */
export function signFlipTest(differences: readonly number[]): SignFlipTest {
  const units = differences.map((difference) => Math.round(difference * scale)).filter((unit) => unit !== 0);
  if (units.length === 0) return { p: null, exact: true };
  const observed = Math.abs(units.reduce((sum, unit) => sum + unit, 0));
  // What rounding to units may have moved a sum by.
  const reached = observed - units.length;
  const sums = countSums(units);
  if (sums === null) return { p: drawShare(units, reached), exact: false };
  let p = 0;
  for (const [sum, chance] of sums) if (Math.abs(sum) >= reached) p += chance;
  return { p: Math.min(1, p), exact: true };
}

/** The chance of every sum that flipped signs can make; null where there are too many. */
function countSums(units: readonly number[]): ReadonlyMap<number, number> | null {
  let sums = new Map([[0, 1]]);
  for (const unit of units) {
    const next = new Map<number, number>();
    for (const [sum, chance] of sums) {
      for (const flipped of [sum + unit, sum - unit])
        next.set(flipped, (next.get(flipped) ?? 0) + chance / 2);
    }
    if (next.size > mostSums) return null;
    sums = next;
  }
  return sums;
}

function drawShare(units: readonly number[], reached: number): number {
  const random = seededRandom("sign flips");
  let found = 1;
  for (let draw = 0; draw < draws; draw += 1) {
    const sum = units.reduce((total, unit) => total + (random() < 0.5 ? unit : -unit), 0);
    if (Math.abs(sum) >= reached) found += 1;
  }
  return found / (draws + 1);
}
