import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSampleSize } from "../../src/stats/next-sample-size.js";
import {
  designEffect,
  detectableGap,
  pairedPower,
  pairsNeeded,
  trialsPerArm,
  trialsPerCellNeeded,
  twoProportionPower,
  wilsonWidth,
} from "../../src/stats/power.js";
import type { PairPlan } from "../../src/stats/power.js";

describe("two proportions", () => {
  it("agrees with published numbers", () => {
    // The examples of R's power.prop.test: power 0.740 with 50, and 76.7 trials for power 0.9.
    expect(twoProportionPower(0.5, 0.75, 50).toFixed(3)).toBe("0.740");
    expect(trialsPerArm(0.5, 0.75, { power: 0.9 })).toBe(77);
  });

  it("multiplies by the design effect", () => {
    expect(trialsPerArm(0.5, 0.75, { power: 0.9, effect: 2 })).toBe(154);
  });

  it("finds no number of trials for no difference, and few for all", () => {
    expect(trialsPerArm(0.3, 0.3)).toBeNull();
    expect(twoProportionPower(0, 1, 20)).toBe(1);
    expect(twoProportionPower(0, 1, 1)).toBe(0);
  });
});

describe("designEffect", () => {
  it("is what it is by hand", () => {
    expect(designEffect(1, { sameArm: 0.3 })).toBe(1);
    expect(designEffect(20, { sameArm: 0.1 })).toBeCloseTo(2.9, 12);
    expect(designEffect(20, { sameArm: 0.1, acrossArms: 0.1 })).toBeCloseTo(0.9, 12);
  });
});

describe("plans of pairs", () => {
  const plan: PairPlan = { controlRate: 0.05, gap: 0.2, trialsPerCell: 20, resemblance: { sameArm: 0.2 } };

  it("needs so many", () => {
    expect({
      pairs: pairsNeeded(plan),
      trialsWith20Pairs: trialsPerCellNeeded(plan, 20),
      trialsWith9Pairs: trialsPerCellNeeded(plan, 9),
      gapWith9Pairs: detectableGap(plan, 9)?.toFixed(3),
      noGap: pairsNeeded({ ...plan, gap: 0 }),
      onePair: detectableGap(plan, 1),
    }).toEqual({
      pairs: 14,
      trialsWith20Pairs: 5,
      trialsWith9Pairs: null,
      gapWith9Pairs: "0.268",
      noGap: null,
      onePair: null,
    });
  });

  it("agrees with independent proportions where pairs are many and trials independent", () => {
    const independent = { ...plan, gap: 0.05, trialsPerCell: 1, resemblance: { sameArm: 0 } };
    const pairs = pairsNeeded(independent) ?? 0;
    const trials = trialsPerArm(0.05, 0.1) ?? 0;
    expect(Math.abs(pairs / trials - 1)).toBeLessThan(0.02);
  });

  it("gives back the gap that it needs pairs for", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (controlRate, gap, trialsPerCell, sameArm) => {
          const drawn = { controlRate, gap, trialsPerCell, resemblance: { sameArm } };
          const pairs = pairsNeeded(drawn) ?? 0;
          expect(pairedPower(drawn, pairs)).toBeGreaterThanOrEqual(0.8);
          if (pairs > 2) expect(pairedPower(drawn, pairs - 1)).toBeLessThan(0.8);
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
