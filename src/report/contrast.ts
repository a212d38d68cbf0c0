import type { Contrast } from "../schema/report.js";
import { unbounded, type Estimate } from "../stats/cluster.js";
import { fisherExact } from "../stats/fisher-exact.js";
import { joinIntervals } from "../stats/newcombe.js";
import { pairedGap } from "../stats/paired-gap.js";
import { testPairs } from "../stats/test-pairs.js";
import { welchDifference } from "../stats/welch.js";
import type { Rate } from "../stats/wilson.js";
import { groupByPair, measureRate } from "./count-rates.js";
import { isCounted, rateDefinitions } from "./definitions.js";
import { countCells, gapsOf, matchCells, strataOf, type Sides } from "./match-cells.js";
import type { StudyRow } from "./study-row.js";

interface BothSides {
  readonly pairs: readonly (readonly StudyRow[])[];
  readonly first: Rate;
  readonly second: Rate;
}

type Found = Pick<Contrast, "difference" | "p" | "test">;

/** Noncompliance on one side of some rows against the other; null where a side counts nothing. */
function contrastRows(
  rows: readonly StudyRow[],
  sides: Sides,
  compare: (both: BothSides) => Found,
): Contrast | null {
  const { noncompliance } = rateDefinitions;
  const first = measureRate(rows.filter(sides.first), noncompliance);
  const second = measureRate(rows.filter(sides.second), noncompliance);
  if (first.total === 0 || second.total === 0) return null;
  const pairs = [...groupByPair(rows).values()];
  return { first, second, ...compare({ pairs, first, second }), adjusted: null };
}

/**
 * Both sides within each pair, as the same tasks run in two ways: the mean of the pairs' own differences over the cells that
 * both sides count, with an interval and the sign-flip test over pairs; `keyOf` names a cell. One pair stands for itself alone: its trials are independent, so that Newcombe's
 * interval and Fisher's exact test apply.
 */
export function contrastWithin(
  rows: readonly StudyRow[],
  sides: Sides,
  keyOf: (row: StudyRow) => string,
  seed: number,
): Contrast | null {
  return contrastRows(rows, sides, ({ pairs, first, second }) => {
    const cells = pairs.map((pair) => matchCells(pair, sides, keyOf, rateDefinitions.noncompliance));
    const counts = cells.map(countCells);
    if (gapsOf(counts).length > 1) {
      const { flip } = testPairs(gapsOf(counts), strataOf(cells));
      return { difference: bound(pairedGap(counts, { seed })), p: flip, test: flip === null ? null : "flip" };
    }
    const difference = { ...unbounded(null, 1, "one_cluster"), ...joinIntervals(first, second) };
    // Fisher's test counts trials alike; where they weigh differently it would speak of another difference.
    const isAlike = new Set(rows.filter(isCounted).map(({ weight }) => weight)).size === 1;
    return {
      difference: { ...difference, interval: "newcombe" },
      p: isAlike ? fisherExact(first, second) : null,
      test: isAlike ? "fisher" : null,
    };
  });
}

/**
 * Some pairs against others, as tasks of one direction against those of the other: the mean of the pairs' rates on one
 * side minus that on the other, by Welch. With one or two pairs on a side nothing can be said beyond those tasks, whatever
 * the number of trials: how tasks differ is what it would take to know.
 */
export function contrastBetween(rows: readonly StudyRow[], sides: Sides): Contrast | null {
  return contrastRows(rows, sides, ({ pairs }) => {
    const [first, second] = [ratesOf(pairs, sides.first), ratesOf(pairs, sides.second)];
    const clusters = first.length + second.length;
    const found = welchDifference(first, second);
    if (found === null) {
      const reason = Math.min(first.length, second.length) < 3 ? "few_clusters" : "no_variation";
      const none = { low: null, high: null, clusters, reason, interval: null } as const;
      return { difference: { value: meanOf(first) - meanOf(second), ...none }, p: null, test: null };
    }
    const [low, high] = [Math.max(-1, found.low), Math.min(1, found.high)];
    return {
      difference: { value: found.value, low, high, clusters, reason: null, interval: "clustered" },
      p: found.p,
      test: "welch",
    };
  });
}

/** Noncompliance of each pair that counts trials on a side. */
function ratesOf(pairs: BothSides["pairs"], side: Sides["first"]): number[] {
  return pairs.flatMap((pair) => measureRate(pair.filter(side), rateDefinitions.noncompliance).share ?? []);
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function bound(estimate: Estimate): Contrast["difference"] {
  return { ...estimate, interval: estimate.low === null ? null : "clustered" };
}
