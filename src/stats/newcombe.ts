import { wilsonRate, type Rate } from "./wilson.js";
import type { Count } from "./paired-gap.js";

/** A difference of two rates with its 95 % interval; null where a rate has no trials. */
export interface RateDifference {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A share with the bounds of its interval. */
type BoundedShare = Pick<Rate, "share" | "low" | "high">;

/**
 * The rate of the first minus that of the second, both independent, with the interval that joins their Wilson
 * intervals. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10. Not for matched pairs or clusters.
 */
export function newcombeDifference(first: Count, second: Count): RateDifference {
  return joinIntervals(wilsonRate(first.count, first.total), wilsonRate(second.count, second.total));
}

/** The same from the shares and intervals themselves, which may rest on trials that weigh differently. */
export function joinIntervals(one: BoundedShare, two: BoundedShare): RateDifference {
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
