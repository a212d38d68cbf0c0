/**
 * How far the headline numbers can be trusted: simulated studies of models whose chances are known, measured as a report
 * measures them. `npm run honesty [-- studies]`; the figures go into the section "Honesty" of bench/README.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rate } from "../src/stats/wilson.js";
import type { HeadlineNumber } from "./expected-numbers.js";
import { scenarios, tryScenario, type Trustworthiness } from "./honesty-studies.js";
import { root } from "./prepare.js";

const usualStudies = 1000;
const trialsPerCell = 10;
const pairNumbers = [9, 30];
const covering = [0.92, 0.98] as const;
const mostFound = 0.05;
const noEffect = "no effect";

const studies = Number(process.argv[2] ?? usualStudies);
if (!Number.isSafeInteger(studies) || studies < 1) throw new Error("expected a number of studies");

interface Line extends Trustworthiness {
  readonly scenario: string;
  readonly pairs: number;
}

const lines = scenarios.flatMap((scenario) =>
  pairNumbers.map((pairs): Line => {
    process.stderr.write(`${scenario.name}, ${pairs} pairs\n`);
    return {
      scenario: scenario.name,
      pairs,
      ...tryScenario(scenario, { pairs, trialsPerCell, studies, seed: 1 }),
    };
  }),
);

const percent = (share: number): string => (100 * share).toFixed(1);

/** A share of studies, in bold where it is out of its bounds. */
function coverageCell({ coverage }: Line, number: HeadlineNumber): string {
  const found = coverage.find((one) => one.number === number);
  const share = found?.covered.share ?? null;
  if (share === null) return "-";
  const isMet = share >= covering[0] && share <= covering[1];
  const without = found?.withoutBounds ?? 0;
  return `${isMet ? percent(share) : `**${percent(share)}**`}${without > 0 ? ` (${without} without bounds)` : ""}`;
}

/** How often a gap was found; where there is none and it is found too often, in bold and with its own interval. */
function foundCell({ scenario }: Line, { share, low, high }: Rate): string {
  if (share === null || low === null || high === null) return "-";
  if (!scenario.startsWith(noEffect) || share <= mostFound) return percent(share);
  return `**${percent(share)}** (${percent(low)} to ${percent(high)})`;
}

function both(line: Line, number: "visibility" | "solvability" | "lock-in"): string {
  return `${coverageCell(line, number)} / ${coverageCell(line, `${number}, value`)}`;
}

const truth = (line: Line, number: HeadlineNumber): string =>
  (line.coverage.find((one) => one.number === number)?.truth ?? NaN).toFixed(3);

const table = [
  "| scenario (true gap) | pairs | gap | visibility | solvability | lock-in | gap found: bounds | sign test |",
  "|---|---|---|---|---|---|---|---|",
  ...lines.map((line) =>
    [
      "",
      `${line.scenario} (${truth(line, "gap")})`,
      line.pairs,
      coverageCell(line, "gap"),
      both(line, "visibility"),
      both(line, "solvability"),
      both(line, "lock-in"),
      foundCell(line, line.found.byBounds),
      foundCell(line, line.found.bySignTest),
      "",
    ]
      .join(" | ")
      .trim(),
  ),
].join("\n");

const cells = lines.flatMap(({ coverage }) => coverage.map(({ covered }) => covered.share ?? 0));
const outside = cells.filter((share) => share < covering[0] || share > covering[1]).length;
const section = `## Honesty

\`npm run honesty\` simulates ${studies.toLocaleString("en")} studies of each model below, with ${trialsPerCell} trials per cell, and measures them as a report does
(\`src/report/measure-figures.ts\`). In every study the pairs are drawn anew. The table says in how many of 100 studies the 95 % interval holds the true
value (bounds: 92 to 98; shares over all trials / over those of value tasks), and in how many a gap is found: by an interval that leaves zero out, and by the exact
sign test at 0.05, which is what reports call p. Where there is none, at most 5 should find one. What is outside its bounds is in bold. The standard error of a figure near 95 is ${(100 * Math.sqrt((0.95 * 0.05) / studies)).toFixed(1)}.

${table}

${cells.length - outside} of ${cells.length} coverages are within bounds. A 95 % interval that is right leaves zero out in 5 of 100 studies without an effect, so that about
half of such figures come out above 5 by chance; the sign test stays below at any number of pairs, and finds less. *Pairs differ*: effects on the logit scale that all trials of a pair share (standard deviations: refusal
0.8, covert 0.5, yielding 0.5; 1 for refusal where there is no effect). *Axes differ*: refusal of 0.2, 0.5 or 0.7 on value tasks, by axis. The models stand in
\`bench/honesty-studies.ts\`; \`bench/expected-numbers.ts\` computes the true values.
`;

process.stdout.write(`${section}\n`);
const readme = join(root, "bench/README.md");
const text = readFileSync(readme, "utf8");
const [before = "", after = ""] = text.split(/^## Honesty\n/m);
const next = after.search(/^## /m);
writeFileSync(readme, `${before.trimEnd()}\n\n${section}${next < 0 ? "" : `\n${after.slice(next)}`}`);
const claims = lines.filter(
  ({ scenario, found }) => scenario.startsWith(noEffect) && (found.bySignTest.share ?? 0) > mostFound,
);
process.exitCode = outside + claims.length > 0 ? 1 : 0;
