import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustBenjaminiHochberg, adjustHolm } from "../../src/stats/adjust-p-values.js";
import { fisherExact } from "../../src/stats/fisher-exact.js";
import { newcombeDifference } from "../../src/stats/newcombe.js";
import { mcnemarTest, signTest } from "../../src/stats/paired-tests.js";

const round = (value: number | null, digits = 4): string | undefined => value?.toFixed(digits);

describe("mcnemarTest", () => {
  it("agrees with published p-values", () => {
    // Fagerland, Lydersen and Laake (2013), tables 1 to 4: airway hyper-responsiveness, complete response.
    const airway = mcnemarTest(1, 7);
    expect([round(airway.exact), round(airway.mid)]).toEqual(["0.0703", "0.0391"]);
    const response = mcnemarTest(6, 16);
    expect([round(response.exact), round(response.mid)]).toEqual(["0.0525", "0.0347"]);
  });

  it("has nothing to say without a difference, and 1 where both sides are even", () => {
    expect(mcnemarTest(0, 0)).toEqual({ more: 0, fewer: 0, exact: null, mid: null });
    const even = mcnemarTest(2, 2);
    expect(even.exact).toBe(1);
    // 1 - C(4, 2) / 2^4 / 2, by hand.
    expect(even.mid).toBeCloseTo(0.8125, 12);
  });

  it("does not mind which side is which, and mid-p is below exact", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (more, fewer) => {
        const one = mcnemarTest(more, fewer);
        const two = mcnemarTest(fewer, more);
        expect([two.exact, two.mid]).toEqual([one.exact, one.mid]);
        expect(one.exact).toBeLessThanOrEqual(1 + 1e-12);
        expect(one.mid).toBeLessThan(one.exact ?? 0);
      }),
    );
  });
});

describe("signTest", () => {
  it("is exactly 1 where one more leans one way, whatever the sum of the tail rounds to", () => {
    const odd = Array.from({ length: 40 }, (_, place) => 2 * place + 1);
    const exact = odd.map(
      (total) => signTest(Array.from({ length: total }, (_, place) => (place % 2 === 0 ? 1 : -1))).exact,
    );
    expect(exact).toEqual(odd.map(() => 1));
  });

  it("counts what lies above and below zero", () => {
    // 2 (1 + 10 + 45) / 2^10, by hand.
    const test = signTest([0.2, 0.1, 0.4, 0.3, -0.1, 0.2, 0.1, -0.2, 0.3, 0.1, 0, 0]);
    expect({ ...test, exact: round(test.exact, 6), mid: round(test.mid, 6) }).toEqual({
      more: 8,
      fewer: 2,
      exact: "0.109375",
      mid: "0.065430",
    });
  });

  it("takes what rounding leaves of equal differences for none", () => {
    expect(0.3 - 0.1 - (0.4 - 0.2)).not.toBe(0);
    expect(signTest([0.3 - 0.1 - (0.4 - 0.2), 0.4 - 0.2 - (0.3 - 0.1), 0.25])).toEqual({
      more: 1,
      fewer: 0,
      exact: 1,
      mid: 0.5,
    });
  });
});

describe("fisherExact", () => {
  it("agrees with published p-values", () => {
    // Fisher (1935), The Design of Experiments: four cups of eight, three named rightly; 34/70 two-sided.
    expect(fisherExact({ count: 3, total: 4 }, { count: 1, total: 4 })).toBeCloseTo(34 / 70, 12);
    // Fisher (1962), convictions of twins; R's fisher.test prints 0.0005367.
    expect(fisherExact({ count: 2, total: 17 }, { count: 10, total: 13 })).toBeCloseTo(
      0.0005367241191434358,
      12,
    );
  });

  it("finds nothing where nothing differs", () => {
    expect(fisherExact({ count: 0, total: 20 }, { count: 0, total: 15 })).toBeCloseTo(1, 12);
    expect(fisherExact({ count: 0, total: 0 }, { count: 3, total: 5 })).toBeCloseTo(1, 12);
  });
});

describe("newcombeDifference", () => {
  it("agrees with the published table", () => {
    // Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
    const rows = [
      [56, 70, 48, 80, "0.0524", "0.3339"],
      [9, 10, 3, 10, "0.1705", "0.8090"],
      [6, 7, 2, 7, "0.0582", "0.8062"],
      [5, 56, 0, 29, "-0.0381", "0.1926"],
      [0, 10, 0, 20, "-0.1611", "0.2775"],
      [0, 10, 0, 10, "-0.2775", "0.2775"],
      [10, 10, 0, 20, "0.6791", "1.0000"],
      [10, 10, 0, 10, "0.6075", "1.0000"],
    ] as const;
    for (const [one, oneTotal, two, twoTotal, low, high] of rows) {
      const found = newcombeDifference({ count: one, total: oneTotal }, { count: two, total: twoTotal });
      expect([round(found.low), round(found.high)]).toEqual([low, high]);
    }
  });

  it("says nothing of an empty arm", () => {
    const nothing = { value: null, low: null, high: null };
    expect(newcombeDifference({ count: 0, total: 0 }, { count: 1, total: 2 })).toEqual(nothing);
    expect(newcombeDifference({ count: 1, total: 2 }, { count: 0, total: 0 })).toEqual(nothing);
  });
});

describe("adjusted p-values", () => {
  // Benjamini and Hochberg (1995), section 4: fifteen p-values of a trial of two heart drugs.
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  const below = (values: readonly number[]): number => values.filter((p) => p <= 0.05).length;

  it("reject as many as published", () => {
    expect(below(adjustBenjaminiHochberg(published))).toBe(4);
    expect(below(adjustHolm(published))).toBe(3);
  });

  it("are what they are by hand, in the order given", () => {
    const rounded = (values: readonly number[]): readonly (string | undefined)[] =>
      values.map((p) => round(p));
    expect(rounded(adjustHolm([0.03, 0.01, 0.04, 0.005]))).toEqual(["0.0600", "0.0300", "0.0600", "0.0200"]);
    expect(rounded(adjustBenjaminiHochberg([0.03, 0.01, 0.04, 0.005]))).toEqual([
      "0.0400",
      "0.0200",
      "0.0400",
      "0.0200",
    ]);
    expect(adjustHolm([])).toEqual([]);
  });

  it("keep the order, stay in range, and Benjamini-Hochberg never exceeds Holm", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (values) => {
        const holm = adjustHolm(values);
        const hochberg = adjustBenjaminiHochberg(values);
        values.forEach((p, place) => {
          expect(hochberg[place]).toBeGreaterThanOrEqual(p);
          expect(holm[place]).toBeGreaterThanOrEqual((hochberg[place] ?? 2) * (1 - 1e-12));
          expect(holm[place]).toBeLessThanOrEqual(1);
          values.forEach((other, otherPlace) => {
            if (p < other) expect(holm[place]).toBeLessThanOrEqual(holm[otherPlace] ?? -1);
            if (p < other) expect(hochberg[place]).toBeLessThanOrEqual(hochberg[otherPlace] ?? -1);
          });
        });
      }),
    );
  });
});
