/**
 * How often the tests of src/stats find what is not there, and what is, and how the 20 or 40 rule covers:
 * `npx tsc -p tsconfig.bench.json && node dist-bench/bench/test-sizes.js [studies]`. See docs/decisions/0007-intervals.md.
 */
import { logChoose } from "../src/stats/gamma.js";
import { invertRising } from "../src/stats/invert.js";
import { logisticModel } from "../src/stats/logistic-model.js";
import type { FactorCell } from "../src/stats/logistic-model.js";
import { nextSampleSize } from "../src/stats/next-sample-size.js";
import type { Count } from "../src/stats/paired-gap.js";
import { studentPower } from "../src/stats/power.js";
import { seededRandom } from "../src/stats/random.js";
import type { Random } from "../src/stats/random.js";
import { signFlipPower } from "../src/stats/sign-flip-power.js";
import { signFlipTest } from "../src/stats/sign-flip-test.js";
import { testPairs } from "../src/stats/test-pairs.js";
import { wilsonRate } from "../src/stats/wilson.js";

const studies = Number(process.argv[2] ?? 1000);

function tally(chance: number, total: number, random: Random): Count {
  return { count: Array.from({ length: total }, random).filter((drawn) => drawn < chance).length, total };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One pair's cells: the chance is the pair's own, the level has no effect. */
function pairCells(pair: number, levels: readonly string[], random: Random): readonly FactorCell[] {
  const chance = 0.1 + 0.6 * random();
  return levels.map((level) => {
    const { count, total } = tally(chance, 20, random);
    return { cluster: String(pair), levels: { level }, events: count, trials: total };
  });
}

function logisticSizes(
  name: string,
  levels: readonly string[],
  levelsOf: (pair: number) => readonly string[],
): void {
  for (const pairs of [9, 10, 20, 60]) {
    const random = seededRandom(`${name} ${pairs}`);
    const models = Array.from({ length: studies }, () =>
      logisticModel(
        Array.from({ length: pairs }, (_, pair) => pairCells(pair, levelsOf(pair), random)).flat(),
        [{ name: "level", reference: levels[0] ?? "", levels }],
      ),
    );
    const single = models.filter(({ coefficients }) => (coefficients[1]?.p ?? 1) < 0.05).length / studies;
    const joint = models.filter(({ factors }) => (factors[0]?.test?.p ?? 1) < 0.05).length / studies;
    console.log(`  ${name}, ${pairs} pairs: one level ${percent(single)}, the factor ${percent(joint)}`);
  }
}

/** How often arms of unequal size, of pairs alike in their chance, show a gap: by flips alone, and with trials permuted. */
function lopsidedSizes(plan: { pairs: number; value: number; control: number; chance: number }): void {
  const { pairs, value, control, chance } = plan;
  const random = seededRandom(JSON.stringify(plan));
  const found = (p: number | null): boolean => p !== null && p < 0.05;
  const tests = Array.from({ length: studies }, () => {
    const strata = Array.from({ length: pairs }, () => ({
      one: tally(chance, value, random),
      two: tally(chance, control, random),
      weight: 1,
    }));
    const gaps = strata.map(({ one, two }) => one.count / one.total - two.count / two.total);
    return { flips: signFlipTest(gaps).p, reported: testPairs(gaps, strata).flip };
  });
  const [flips, reported] = (["flips", "reported"] as const).map(
    (name) => tests.filter((test) => found(test[name])).length / studies,
  );
  console.log(
    `  ${pairs} pairs, ${value} against ${control} trials, chance ${chance}: ${percent(flips ?? 0)}; ${percent(reported ?? 0)}`,
  );
}

/** What the sign-flip test finds of gaps that t finds with 80 %. */
function powerBesideStudent(trialsPerCell: number): string {
  const plan = { controlRate: 0.05, trialsPerCell, resemblance: 0.2 };
  const found = [6, 7, 8, 9, 12, 14, 18].map((pairs) => {
    const gap = invertRising((size) => studentPower({ ...plan, gap: size }, pairs), 0.8, 0, 0.95);
    return `${pairs} pairs ${percent(signFlipPower({ ...plan, gap }, pairs, 0.05))}`;
  });
  return `  ${trialsPerCell} trials per cell: ${found.join(", ")}`;
}

function chanceOf(count: number, total: number, chance: number): number {
  return Math.exp(logChoose(total, count) + count * Math.log(chance) + (total - count) * Math.log1p(-chance));
}

/** The exact coverage of Wilson's interval at one rate, and how far its share is off on average. */
function coverAfterRule(rate: number): { readonly covered: number; readonly bias: number } {
  const upTo = Array.from({ length: 21 }, (_, count) => count);
  const results = upTo.flatMap((first) => {
    const chance = chanceOf(first, 20, rate);
    if (nextSampleSize(first, 20) === 20) return [{ chance, ...wilsonRate(first, 20) }];
    return upTo.map((second) => ({
      chance: chance * chanceOf(second, 20, rate),
      ...wilsonRate(first + second, 40),
    }));
  });
  const covering = results.filter(({ low, high }) => (low ?? 1) <= rate && (high ?? 0) >= rate);
  return {
    covered: covering.reduce((sum, { chance }) => sum + chance, 0),
    bias: results.reduce((sum, { chance, share }) => sum + chance * (share ?? 0), 0) - rate,
  };
}

console.log(`p < 0.05 with no effect, ${studies} studies`);
logisticSizes("inside pairs", ["x", "y", "z"], () => ["x", "y", "z"]);
logisticSizes("inside pairs, four levels", ["w", "x", "y", "z"], () => ["w", "x", "y", "z"]);
logisticSizes("between pairs", ["x", "y"], (pair) => [pair % 2 === 0 ? "x" : "y"]);

console.log(
  `\np < 0.05 with no effect where arms differ in size, ${studies} studies: flips of signs; as reported`,
);
for (const plan of [
  { pairs: 9, value: 20, control: 20, chance: 0.05 },
  { pairs: 9, value: 20, control: 40, chance: 0.15 },
  { pairs: 9, value: 10, control: 20, chance: 0.05 },
  { pairs: 9, value: 5, control: 20, chance: 0.05 },
  { pairs: 9, value: 3, control: 20, chance: 0.05 },
  { pairs: 9, value: 2, control: 20, chance: 0.05 },
  { pairs: 9, value: 1, control: 20, chance: 0.1 },
  { pairs: 9, value: 1, control: 10, chance: 0.9 },
  { pairs: 9, value: 1, control: 2, chance: 0.1 },
  { pairs: 14, value: 5, control: 20, chance: 0.05 },
  { pairs: 30, value: 2, control: 20, chance: 0.1 },
])
  lopsidedSizes(plan);

console.log("\nthe sign-flip test's power where t has 80 %, 2000 studies");
for (const trialsPerCell of [5, 10, 20, 40]) console.log(powerBesideStudent(trialsPerCell));

console.log("\nWilson's interval after 20 or 40 trials, rates from 0.01 to 0.99, exact");
const covers = Array.from({ length: 99 }, (_, place) => coverAfterRule((place + 1) / 100));
const mean = covers.reduce((sum, { covered }) => sum + covered, 0) / covers.length;
console.log(
  `  covers ${percent(mean)} on average, ${percent(Math.min(...covers.map(({ covered }) => covered)))} at worst`,
);
console.log(`  share off by at most ${Math.max(...covers.map(({ bias }) => Math.abs(bias))).toFixed(3)}`);
