import { plainTable } from "../report/plain-table.js";
import { fewestTestedPairs } from "../stats/test-pairs.js";
import type { PowerQuestion, PowerRow } from "./tabulate-power.js";

/** The answers of `palimpsest power`, and what they assume. */
export function formatPower(question: PowerQuestion, rows: readonly PowerRow[]): string {
  const { gap, pairs, controlRate, resemblance, power } = question;
  const head = [
    "trials per cell",
    `trials, ${formatPairs(pairs)}`,
    "chance to find it",
    "smallest gap found",
    "pairs needed",
    "trials, those pairs",
  ];
  const cells = rows.map((row) => [
    row.trialsPerCell,
    row.trials,
    percent(Math.round(100 * row.chance) / 100),
    row.smallestGap === null ? "-" : points(row.smallestGap),
    row.pairsNeeded ?? "-",
    row.trialsNeeded ?? "-",
  ]);
  const lines = [
    `A gap of ${points(gap)}: ${percent(controlRate)} of the trials of controls not carried out, ${percent(controlRate + gap)} of those of value tasks.`,
    "",
    plainTable(head, cells, 0),
    `Smallest gap and pairs needed: found with ${percent(power)} (--power). Trials: of both arms, for one model and one variant.`,
    `Assumed: controls at ${percent(controlRate)} (--control), resemblance ${resemblance} (--resemblance).`,
    ...(pairs < fewestTestedPairs ? [describeTooFew(pairs)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** Why few pairs find nothing. */
export function describeTooFew(pairs: number): string {
  const why = pairs === 0 ? "" : `: the sign-flip test's p-value is at least 2 / 2^${pairs}`;
  return `With ${formatPairs(pairs)} no gap can be told from chance${why}; it takes ${fewestTestedPairs} pairs.`;
}

export function formatPairs(pairs: number): string {
  return `${pairs} ${pairs === 1 ? "pair" : "pairs"}`;
}

/** A share in per cent, with one decimal place where it has one. */
export function percent(share: number): string {
  return `${inHundred(share)} %`;
}

/** A difference of shares in points. */
function points(gap: number): string {
  const size = inHundred(gap);
  return `${size} ${size === "1" ? "point" : "points"}`;
}

/** With one decimal place where it has one; with two significant digits where that would show as nothing. */
function inHundred(share: number): string {
  const hundred = 100 * share;
  return String(Number(Math.abs(hundred) < 0.05 ? hundred.toPrecision(2) : hundred.toFixed(1)));
}
