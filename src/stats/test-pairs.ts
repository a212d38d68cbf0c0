import { signTest } from "./paired-tests.js";
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

/** Both tests of differences, one per pair. `flip` is the one that reports call p (docs/decisions/0012-tests.md). */
export function testPairs(differences: readonly number[]): PairTest {
  const { more, fewer, exact } = signTest(differences);
  const flip = differences.length < fewestTestedPairs ? null : signFlipTest(differences).p;
  return { more, fewer, sign: exact, flip };
}
