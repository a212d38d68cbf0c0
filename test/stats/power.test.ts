import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSampleSize } from "../../src/stats/next-sample-size.js";
import { designEffect, detectableGap, pairedPower, pairsNeeded, wilsonWidth } from "../../src/stats/power.js";
import type { PairPlan } from "../../src/stats/power.js";
import { cellDrawer, rejectsNone } from "../../src/stats/sign-flip-power.js";
import { seededRandom } from "../../src/stats/random.js";
import { signFlipTest } from "../../src/stats/sign-flip-test.js";

const plan: PairPlan = { controlRate: 0.05, gap: 0.2, trialsPerCell: 20, resemblance: 0.2 };

/** Three standard errors of 2,000 simulated studies. */
function expectNear(power: number, exact: number): void {
  expect(Math.abs(power - exact)).toBeLessThan(3 * Math.sqrt((exact * (1 - exact)) / 2000) + 1e-12);
}

describe("designEffect", () => {
  it("is what it is by hand", () => {
    expect(designEffect(1, 0.3)).toBe(1);
    expect(designEffect(20, 0.1)).toBeCloseTo(2.9, 12);
    expect(designEffect(20, 1)).toBe(20);
  });
});

describe("the power of the sign-flip test", () => {
  // With 6 pairs it finds a gap where all six differ the same way; with 7, one of them may also be zero.
  it.each([
    ["6 pairs of single trials", { gap: 0.9, trialsPerCell: 1, resemblance: 0 }, 6, 0.9 ** 6],
    [
      "7 pairs of single trials",
      { gap: 0.9, trialsPerCell: 1, resemblance: 0 },
      7,
      7 * 0.9 ** 6 * 0.1 + 0.9 ** 7,
    ],
    ["cells whose trials all do the same", { gap: 0.9, trialsPerCell: 20, resemblance: 1 }, 6, 0.9 ** 6],
    [
      "trials that know nothing of each other",
      { gap: 0.5, trialsPerCell: 3, resemblance: 0 },
      6,
      (1 - 0.5 ** 3) ** 6,
    ],
    [
      "trials that resemble each other",
      { gap: 0.5, trialsPerCell: 2, resemblance: 0.2 },
      6,
      (1 - 0.5 * 0.6) ** 6,
    ],
  ])("is what it is by hand for %s", (_name, drawn, pairs, exact) => {
    expectNear(pairedPower({ controlRate: 0, ...drawn }, pairs), exact);
  });

  it.each([
    [199, 0.3, 0.2],
    [200, 0.3, 0.2],
    [200, 0.95, 0],
    [100_000, 0.3, 0.2],
    [100_000, 0.05, 1],
    [1_000, 1, 0.2],
    [1_000, 0, 0.2],
  ])("draws cells of %i trials by rate %f and resemblance %f", (trials, rate, resemblance) => {
    const draw = cellDrawer(rate, trials, resemblance, seededRandom(`${trials} ${rate}`));
    const shares = Array.from({ length: 4000 }, () => draw() / trials);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const spread = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    const variance = (rate * (1 - rate) * designEffect(trials, resemblance)) / trials;
    expect(Math.abs(mean - rate)).toBeLessThanOrEqual(4 * Math.sqrt(variance / shares.length));
    expect(Math.abs(spread - variance)).toBeLessThanOrEqual(0.1 * variance);
  });

  it("is the same every time, and none where no p-value can be small enough", () => {
    const powers = [1, 2, 3, 4, 5].map((pairs) => pairedPower({ ...plan, gap: 0.95 }, pairs));
    expect([pairedPower(plan, 9), powers]).toEqual([pairedPower(plan, 9), [0, 0, 0, 0, 0]]);
    expect([0.05, 0.5].map((gap) => pairedPower({ ...plan, gap, controlRate: 0.5 }, 6) > 0)).toEqual([
      true,
      true,
    ]);
  });

  it("rejects what the test of a report rejects", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 6, maxLength: 12 }),
        (differences) => {
          const { p } = signFlipTest(differences);
          expect(rejectsNone(differences, 0.05)).toBe((p ?? 1) < 0.05);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("finds what is not there no more often than it may", () => {
    // Not 0, which is known beforehand.
    const none = { ...plan, controlRate: 0.3, gap: 1e-9 };
    for (const pairs of [6, 9, 12]) expect(pairedPower(none, pairs)).toBeLessThan(0.06);
  });

  it("goes on as the t interval's", () => {
    const [last, first, second] = [14, 15, 16].map((pairs) => pairedPower(plan, pairs));
    expect([last, first, second].map((power) => power?.toFixed(2))).toEqual(["0.85", "0.86", "0.88"]);
  });
});

describe("plans of pairs", () => {
  it("need so many", () => {
    expect({
      pairs: [5, 10, 20, 40].map((trialsPerCell) => pairsNeeded({ ...plan, trialsPerCell })),
      gapsWith9Pairs: [5, 10, 20, 40].map((trialsPerCell) => detectableGap({ ...plan, trialsPerCell }, 9)),
      surer: [pairsNeeded(plan, 0.95), detectableGap(plan, 9, 0.95)],
      noGap: pairsNeeded({ ...plan, gap: 0 }),
      fivePairs: detectableGap(plan, 5),
      nowhereToGo: detectableGap({ ...plan, controlRate: 1 }, 9),
    }).toEqual({
      pairs: [19, 15, 13, 12],
      gapsWith9Pairs: [0.4, 0.31, 0.27, 0.25],
      surer: [21, 0.38],
      noGap: null,
      fivePairs: null,
      nowhereToGo: null,
    });
  });

  it("give back the gap that they need pairs for", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (controlRate, gap, trialsPerCell, resemblance) => {
          const drawn = { controlRate, gap, trialsPerCell, resemblance };
          const pairs = pairsNeeded(drawn) ?? 0;
          // Gaps are told to a hundredth, and simulated power may dip by a study or two. Null: these pairs find none.
          expect(detectableGap(drawn, pairs)).toBeLessThan(gap + 0.02);
          expect(detectableGap(drawn, pairs - 1) ?? 1).toBeGreaterThan(gap - 0.01);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("wilsonWidth", () => {
  it("is the width of the interval", () => {
    expect(
      [wilsonWidth(0, 20), wilsonWidth(0, 50), wilsonWidth(0.5, 20)].map((width) => width.toFixed(3)),
    ).toEqual(["0.161", "0.071", "0.401"]);
  });
});

describe("nextSampleSize", () => {
  it("asks for 20, and for 40 where the rate is in between", () => {
    const asked = (rows: readonly (readonly [number, number])[]): readonly number[] =>
      rows.map(([count, total]) => nextSampleSize(count, total));
    expect(
      asked([
        [0, 0],
        [5, 19],
        [0, 20],
        [2, 20],
        [3, 20],
        [10, 20],
        [17, 20],
        [18, 20],
        [20, 20],
      ]),
    ).toEqual([20, 20, 20, 20, 40, 40, 40, 20, 20]);
    expect(
      asked([
        [0, 21],
        [12, 39],
        [12, 40],
        [0, 40],
        [30, 55],
      ]),
    ).toEqual([40, 40, 40, 40, 55]);
  });

  it("comes to an end", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
        const count = Math.floor(share * total);
        const size = nextSampleSize(count, total);
        expect(size).toBeGreaterThanOrEqual(total);
        expect([20, 40, total]).toContain(size);
      }),
    );
  });
});
