import { logChoose } from "./gamma.js";
import { normalCdf } from "./normal.js";
import type { Count } from "./paired-gap.js";
import { seededRandom } from "./random.js";

/** Trials of two sides that are alike in all but the side, such as a value task and its control in one variant. */
export interface Stratum {
  readonly one: Count;
  readonly two: Count;
  /** What the difference of the two rates counts in the sum over strata. */
  readonly weight: number;
}

const draws = 1_999;
/** Sums over more strata than this are taken as normal. */
const mostDrawn = 50;
const slack = 1e-9;

/** Strata in which one side has more than twice the trials of the other, or in which a few trials are not matched one by one. */
export function isLopsided({ one, two }: Stratum): boolean {
  const [fewer, more] = [Math.min(one.total, two.total), Math.max(one.total, two.total)];
  return more > 2 * fewer || (more > fewer && fewer < 5);
}

/**
 * The two-sided p of the weighted sum of differences under the hypothesis that sides are only labels of a stratum's
 * trials: every way to deal a stratum's hits to its two sides counts as its hypergeometric chance has it. Valid whatever the
 * numbers of trials; it says nothing of how strata at large differ. Null where every stratum's trials are all alike. Drawn,
 * with the observed sum counted in (Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9, article 39); with many strata
 * the normal distribution of the sum, as in Mantel and Haenszel's test (1959, J. Natl. Cancer Inst. 22, 719-748).
 */
export function permuteTrials(strata: readonly Stratum[]): number | null {
  const deals = strata.map(dealHits).filter(({ chances }) => chances.length > 1);
  if (deals.length === 0) return null;
  const observed = Math.abs(deals.reduce((sum, deal) => sum + deal.observed, 0));
  if (deals.length > mostDrawn) {
    const variance = deals.reduce((sum, deal) => sum + varianceOf(deal), 0);
    return Math.min(1, 2 * normalCdf(-observed / Math.sqrt(variance)));
  }
  const random = seededRandom("deal trials");
  let reached = 1;
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    for (const deal of deals) sum += drawFrom(deal, random());
    if (Math.abs(sum) >= observed - slack) reached += 1;
  }
  return reached / (draws + 1);
}

/** The weighted differences that a stratum's hits can make, from the fewest on the first side to the most, with their chances. */
interface Deal {
  readonly observed: number;
  readonly differences: readonly number[];
  readonly chances: readonly number[];
}

function dealHits({ one, two, weight }: Stratum): Deal {
  const hits = one.count + two.count;
  const least = Math.max(0, hits - two.total);
  const most = Math.min(hits, one.total);
  const all = logChoose(one.total + two.total, hits);
  const counts = Array.from({ length: most - least + 1 }, (_, place) => least + place);
  const differenceOf = (count: number): number => weight * (count / one.total - (hits - count) / two.total);
  return {
    observed: differenceOf(one.count),
    differences: counts.map(differenceOf),
    chances: counts.map((count) =>
      Math.exp(logChoose(one.total, count) + logChoose(two.total, hits - count) - all),
    ),
  };
}

/** Expected differences are zero: each side expects hits in proportion to its trials. */
const varianceOf = ({ differences, chances }: Deal): number =>
  chances.reduce((sum, chance, place) => sum + chance * (differences[place] ?? 0) ** 2, 0);

function drawFrom({ differences, chances }: Deal, at: number): number {
  let place = 0;
  let passed = chances[0] ?? 1;
  while (passed < at && place < differences.length - 1) {
    place += 1;
    passed += chances[place] ?? 0;
  }
  return differences[place] ?? 0;
}
