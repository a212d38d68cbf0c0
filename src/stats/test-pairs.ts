import { signTest } from "./paired-tests.js";
import { isLopsided, permuteTrials, type Stratum } from "./permute-trials.js";
import { signFlipTest } from "./sign-flip-test.js";

/** Fewer pairs than this leave no pattern of signs as rare as 1 in 20: with k pairs no p is below 2 / 2^k. */
export const fewestTestedPairs = 6;

/** Whether differences, one per pair, lean one way. */
export interface PairTest {
  readonly more: number;
  readonly fewer: number;
  /** The exact sign test: by the counts above alone. */
  readonly sign: number | null;
  /** The sign-flip test: by the sizes too. Null with fewer pairs than can tell, or where no pair leans. */
  readonly flip: number | null;
}

/**
 * Both tests of differences, one per pair. `flip` is the one that reports call p (docs/decisions/0012-tests.md). Signs can be
 * flipped only where the two sides could be swapped. Where a side of some stratum has far fewer trials than the other, its
 * rate scatters more, and to one side: the sign-flip p is then raised to that of the permutation of trials.
 */
export function testPairs(differences: readonly number[], strata: readonly Stratum[]): PairTest {
  const { more, fewer, exact } = signTest(differences);
  const flip = differences.length < fewestTestedPairs ? null : signFlipTest(differences).p;
  if (flip === null || !strata.some(isLopsided)) return { more, fewer, sign: exact, flip };
  return { more, fewer, sign: exact, flip: Math.max(flip, permuteTrials(strata) ?? 0) };
}
