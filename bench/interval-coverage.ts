/**
 * How often each kind of interval covers the truth, by the number of pairs:
 * `npx tsc -p tsconfig.bench.json && node dist-bench/bench/interval-coverage.js [studies]`. Every simulated study draws its pairs anew, so that the truth is about pairs of this kind. See
 * docs/decisions/0007-intervals.md.
 */
import type { IntervalMethod } from "../src/stats/clustered-bootstrap.js";
import type { Estimate } from "../src/stats/cluster.js";
import { pairedGap } from "../src/stats/paired-gap.js";
import type { Count } from "../src/stats/paired-gap.js";
import { seededRandom } from "../src/stats/random.js";
import type { Random } from "../src/stats/random.js";
import { shareOfCounts } from "../src/stats/share-of-counts.js";

const studies = Number(process.argv[2] ?? 1000);
const trialsPerCell = 20;
const pairNumbers = [5, 9, 15, 30, 60];
const methods: readonly IntervalMethod[] = ["t", "percentile", "expanded_percentile", "bca", "expanded_bca"];

/** Draws the chances of one pair: [value, control] for a gap, [counted, share] for a share. */
type DrawPair = (random: Random) => readonly [number, number];

interface Scenario {
  readonly name: string;
  readonly kind: "gap" | "share";
  readonly truth: number;
  readonly draw: DrawPair;
}

/** One of the levels, each as likely as its weight says. */
function among(random: Random, levels: readonly (readonly [chance: number, weight: number])[]): number {
  let left = random();
  for (const [chance, weight] of levels) {
    left -= weight;
    if (left < 0) return chance;
  }
  return levels.at(-1)?.[0] ?? 0;
}

const scenarios: readonly Scenario[] = [
  {
    name: "no gap, every cell 0.1",
    kind: "gap",
    truth: 0,
    draw: () => [0.1, 0.1],
  },
  {
    name: "no gap, pairs from 0 to 0.6",
    kind: "gap",
    truth: 0,
    draw: (random) => {
      const chance = 0.6 * random();
      return [chance, chance];
    },
  },
  {
    name: "gap 0.25, values 0 to 0.6, controls 0.05",
    kind: "gap",
    truth: 0.25,
    draw: (random) => [0.6 * random(), 0.05],
  },
  {
    name: "gap 0.31, three in ten values refused",
    kind: "gap",
    truth: 0.7 * 0.02 + 0.3 * 0.98,
    draw: (random) => [
      among(random, [
        [0.02, 0.7],
        [0.98, 0.3],
      ]),
      0,
    ],
  },
  {
    name: "gap 0.1, one value in ten refused",
    kind: "gap",
    truth: 0.1,
    draw: (random) => [
      among(random, [
        [0, 0.9],
        [1, 0.1],
      ]),
      0,
    ],
  },
  {
    name: "share 0.5 of few, alike",
    kind: "share",
    truth: 0.5,
    draw: () => [0.2, 0.5],
  },
  {
    name: "share 0.7, from 0.4 to 1, of 0 to 0.6",
    kind: "share",
    truth: 0.7,
    draw: (random) => [0.6 * random(), 0.4 + 0.6 * random()],
  },
  {
    name: "share 0.9, from 0.8 to 1, of 0.3",
    kind: "share",
    truth: 0.9,
    draw: (random) => [0.3, 0.8 + 0.2 * random()],
  },
  {
    name: "share 0.8, 1 or 0.2 by pair, of 0.5",
    kind: "share",
    truth: 0.8,
    draw: (random) => [
      0.5,
      among(random, [
        [1, 0.75],
        [0.2, 0.25],
      ]),
    ],
  },
];

function tally(chance: number, total: number, random: Random): Count {
  let count = 0;
  for (let trial = 0; trial < total; trial += 1) if (random() < chance) count += 1;
  return { count, total };
}

function study(scenario: Scenario, pairs: number, seed: string): Record<IntervalMethod, Estimate> {
  const random = seededRandom(seed);
  const chances = Array.from({ length: pairs }, () => scenario.draw(random));
  if (scenario.kind === "gap") {
    const counts = chances.map(([value, control]) => ({
      value: tally(value, trialsPerCell, random),
      control: tally(control, trialsPerCell, random),
    }));
    return estimates((method) => pairedGap(counts, { method, seed }));
  }
  const counts = chances.map(([counted, share]) =>
    tally(share, tally(counted, trialsPerCell, random).count, random),
  );
  return estimates((method) => shareOfCounts(counts, { method, seed }));
}

function estimates(of: (method: IntervalMethod) => Estimate): Record<IntervalMethod, Estimate> {
  return {
    t: of("t"),
    percentile: of("percentile"),
    expanded_percentile: of("expanded_percentile"),
    bca: of("bca"),
    expanded_bca: of("expanded_bca"),
  };
}

for (const scenario of scenarios) {
  console.log(`\n${scenario.name} (truth ${scenario.truth.toFixed(3)})`);
  console.log("pairs  without bounds  " + methods.map((method) => method.padEnd(20)).join(""));
  for (const pairs of pairNumbers) {
    const results = Array.from({ length: studies }, (_, index) =>
      study(scenario, pairs, `${scenario.name} ${pairs} ${index}`),
    );
    const bounded = results.filter((result) => result.t.reason === null);
    const cells = methods.map((method) => {
      const covering = bounded.filter(
        ({ [method]: { low, high } }) =>
          (low ?? 2) <= scenario.truth + 1e-12 && (high ?? -2) >= scenario.truth - 1e-12,
      );
      const width = bounded.reduce((sum, { [method]: { low, high } }) => sum + (high ?? 0) - (low ?? 0), 0);
      const share = ((100 * covering.length) / bounded.length).toFixed(1);
      return `${share.padStart(5)} % (${(width / bounded.length).toFixed(2)})`.padEnd(20);
    });
    console.log(
      `${String(pairs).padStart(5)}  ${String(studies - bounded.length).padStart(14)}  ${cells.join("")}`,
    );
  }
}
