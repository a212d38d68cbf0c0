import { logChoose } from "./gamma.js";
import type { Count } from "./paired-gap.js";

/** Tables as likely as the observed one but for rounding count as equally likely. */
const slack = 1e-7;

/**
 * Fisher's exact test that two independent rates are the same: the two-sided p-value, adding up the tables that are
 * no likelier than the observed one. Fisher (1922), J. Royal Stat. Soc. 85, 87-94; the two-sided rule is Irwin's
 * (1935), Metron 12, 83-94.
 */
export function fisherExact(first: Count, second: Count): number {
  const hits = first.count + second.count;
  const all = logChoose(first.total + second.total, hits);
  const chance = (inFirst: number): number =>
    Math.exp(logChoose(first.total, inFirst) + logChoose(second.total, hits - inFirst) - all);
  const limit = chance(first.count) * (1 + slack);
  let sum = 0;
  for (let inFirst = Math.max(0, hits - second.total); inFirst <= Math.min(hits, first.total); inFirst += 1) {
    const likelihood = chance(inFirst);
    if (likelihood <= limit) sum += likelihood;
  }
  return Math.min(1, sum);
}
