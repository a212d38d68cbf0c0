import { wilsonRate } from "./wilson.js";
import type { Count } from "./paired-gap.js";

/** A difference of two rates with its 95 % interval; null where a rate has no trials. */
export interface RateDifference {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The rate of the first minus that of the second, both independent, with the interval that joins their Wilson
 * intervals. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10. Not for matched pairs or clusters.
 */
export function newcombeDifference(first: Count, second: Count): RateDifference {
  const one = wilsonRate(first.count, first.total);
  const two = wilsonRate(second.count, second.total);
  if (one.share === null || one.low === null || one.high === null)
    return { value: null, low: null, high: null };
  if (two.share === null || two.low === null || two.high === null)
    return { value: null, low: null, high: null };
  const value = one.share - two.share;
  return {
    value,
    low: value - Math.hypot(one.share - one.low, two.high - two.share),
    high: value + Math.hypot(one.high - one.share, two.share - two.low),
  };
}
