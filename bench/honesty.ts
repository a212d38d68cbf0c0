/**
 * How far the headline numbers can be trusted: simulated studies of models whose chances are known, measured as a report
 * measures them. `npm run honesty [-- studies]`; the figures go into the section "Honesty" of bench/README.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { normalCdf } from "../src/stats/normal.js";
import type { Rate } from "../src/stats/wilson.js";
import type { HeadlineNumber } from "./expected-numbers.js";
import { scenarios, tryScenario, type Trustworthiness } from "./honesty-studies.js";
import type { Sampling } from "../src/schema/run.js";
import { root } from "./prepare.js";

const usualStudies = 1000;
const fixed: Sampling = { rule: "fixed", n: 10 };
const auto: Sampling = { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 };
/** How many pairs a study has, and how many trials its cells. */
const designs = [
  { pairs: 9, sampling: fixed },
  { pairs: 9, sampling: auto },
  { pairs: 30, sampling: fixed },
];
const covering = [0.92, 0.98] as const;
const mostFound = 0.05;
const noEffect = "no effect";

const studies = Number(process.argv[2] ?? usualStudies);
if (!Number.isSafeInteger(studies) || studies < 1) throw new Error("expected a number of studies");

interface Line extends Trustworthiness {
  readonly scenario: string;
  readonly pairs: number;
  readonly trials: string;
}

const lines = scenarios.flatMap((scenario) =>
  designs.map(({ pairs, sampling }): Line => {
    const trials = sampling.rule === "fixed" ? String(sampling.n) : "auto";
    process.stderr.write(`${scenario.name}, ${pairs} pairs, ${trials} trials per cell\n`);
    return {
      scenario: scenario.name,
      pairs,
      trials,
      ...tryScenario(scenario, { pairs, sampling, studies, seed: 1 }),
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
  "| scenario (true gap) | pairs | trials | gap | visibility | solvability | lock-in | gap found | by bounds alone | by signs |",
  "|---|---|---|---|---|---|---|---|---|---|",
  ...lines.map((line) =>
    [
      "",
      `${line.scenario} (${truth(line, "gap")})`,
      line.pairs,
      line.trials,
      coverageCell(line, "gap"),
      both(line, "visibility"),
      both(line, "solvability"),
      both(line, "lock-in"),
      foundCell(line, line.found.asReported),
      percent(line.found.byBounds.share ?? 0),
      percent(line.found.bySignTest.share ?? 0),
      "",
    ]
      .join(" | ")
      .trim(),
  ),
].join("\n");

const cells = lines.flatMap(({ coverage }) => coverage.map(({ covered }) => covered.share ?? 0));
const outside = cells.filter((share) => share < covering[0] || share > covering[1]).length;
/** How many figures of so many would be outside by chance if each interval covered exactly 95 %. */
const byChance = cells.length * chanceOutside(studies);
const section = `## Honesty

\`npm run honesty\` simulates ${studies.toLocaleString("en")} studies of each model below and measures them as a report does (\`src/report/measure-figures.ts\`). In every study
the pairs are drawn anew; a cell has 10 trials, or those that \`--trials auto\` would run. The table says in how many of 100 studies the 95 % interval holds the true value (bounds: 92 to 98; shares over all
trials / over those of value tasks), and in how many a gap is found: as reports have it, where the sign-flip test gives p < 0.05 and the interval leaves zero out; for comparison, by the interval alone, and by the exact sign test.
Where there is no effect, at most 5 of 100 should find one. What is outside its bounds is in bold. The standard error of a figure near 95 is ${(100 * Math.sqrt((0.95 * 0.05) / studies)).toFixed(1)}.

${table}

${cells.length - outside} of ${cells.length} coverages are within bounds; ${byChance.toFixed(1)} would be outside by chance if every interval covered exactly 95 %. *Pairs differ*: effects on the logit scale that all trials of a pair share (standard deviations:
refusal 0.8, covert 0.5, yielding 0.5; 1 for refusal where there is no effect). *Axes differ*: refusal of 0.2, 0.5 or 0.7 on value tasks, by axis. The models stand in
\`bench/honesty-studies.ts\`; \`bench/expected-numbers.ts\` computes the true values. Why these tests: docs/decisions/0012-tests.md.
`;

process.stdout.write(`${section}\n`);
if (studies === usualStudies) writeSection(section);
const claims = lines.filter(
  ({ scenario, found }) => scenario.startsWith(noEffect) && (found.asReported.share ?? 0) > mostFound,
);
process.exitCode = outside > Math.ceil(byChance + 2 * Math.sqrt(byChance)) || claims.length > 0 ? 1 : 0;

/** The figures of a run of another size are for the eye alone. */
function writeSection(text: string): void {
  const readme = join(root, "bench/README.md");
  const [before = "", after = ""] = readFileSync(readme, "utf8").split(/^## Honesty\n/m);
  const next = after.search(/^## /m);
  writeFileSync(readme, `${before.trimEnd()}\n\n${text}${next < 0 ? "" : `\n${after.slice(next)}`}`);
}

/** The chance that of so many studies the share covered, at 0.95 each, lies outside the bounds. */
function chanceOutside(size: number): number {
  const deviation = Math.sqrt((0.95 * 0.05) / size);
  return normalCdf((covering[0] - 0.95) / deviation) + 1 - normalCdf((covering[1] - 0.95) / deviation);
}
