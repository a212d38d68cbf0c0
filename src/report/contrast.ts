import type { Contrast } from "../schema/report.js";
import type { Estimate } from "../stats/cluster.js";
import { fisherExact } from "../stats/fisher-exact.js";
import { newcombeDifference, type RateDifference } from "../stats/newcombe.js";
import { pairedGap } from "../stats/paired-gap.js";
import { signTest } from "../stats/paired-tests.js";
import { shareDifference } from "../stats/share-of-counts.js";
import { countRate, groupByPair, measureRate } from "./count-rates.js";
import { rateDefinitions } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

const nothing = { count: 0, total: 0 };

/** Which rows stand on each side of a contrast; the others are left out. */
export interface Sides {
  readonly first: (row: StudyRow) => boolean;
  readonly second: (row: StudyRow) => boolean;
}

/**
 * Noncompliance on one side of some rows against the other, as first minus second; null where a side counts nothing. The
 * interval is over pairs or, where pairs leave nothing to draw, Newcombe's. `withinPairs`: each pair has both sides, so that
 * the difference is the mean of the pairs' own and the sign test over pairs applies; otherwise it is that of the pooled
 * shares, with Fisher's exact test, as it is for a single pair.
 */
export function contrastRows(
  rows: readonly StudyRow[],
  { first, second }: Sides,
  { seed, withinPairs }: { readonly seed: number; readonly withinPairs: boolean },
): Contrast | null {
  const { noncompliance } = rateDefinitions;
  const one = measureRate(rows.filter(first), noncompliance);
  const two = measureRate(rows.filter(second), noncompliance);
  if (one.total === 0 || two.total === 0) return null;
  const pairs = [...groupByPair(rows).values()];
  const former = pairs.map((pair) => countRate(pair.filter(first), noncompliance));
  const latter = pairs.map((pair) => countRate(pair.filter(second), noncompliance));
  const clustered = withinPairs
    ? pairedGap(
        former.map((count, place) => ({ value: count, control: latter[place] ?? nothing })),
        { seed },
      )
    : shareDifference(former, latter, { seed });
  const difference = boundDifference(clustered, newcombeDifference(one, two));
  const differences = former.flatMap(({ count, total }, place) => {
    const other = latter[place] ?? nothing;
    return total === 0 || other.total === 0 ? [] : [count / total - other.count / other.total];
  });
  const isPaired = withinPairs && differences.length > 1;
  return {
    first: one,
    second: two,
    difference,
    p: isPaired ? signTest(differences).exact : fisherExact(one, two),
    test: isPaired ? "sign" : "fisher",
    adjusted: null,
  };
}

/** Bounds over pairs; else Newcombe's, if they are about the same number: pairs of unlike size weigh differently in it. */
function boundDifference(clustered: Estimate, pooled: RateDifference): Contrast["difference"] {
  if (clustered.low !== null) return { ...clustered, interval: "clustered" };
  const isSame = Math.abs((clustered.value ?? NaN) - (pooled.value ?? NaN)) < 1e-9;
  return isSame ? { ...clustered, ...pooled, interval: "newcombe" } : { ...clustered, interval: null };
}
