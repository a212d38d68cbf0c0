import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusteredBootstrap } from "../../src/stats/clustered-bootstrap.js";
import type { IntervalMethod } from "../../src/stats/clustered-bootstrap.js";
import { tabulateClusters } from "../../src/stats/cluster.js";
import type { Estimate, Statistic } from "../../src/stats/cluster.js";
import { leaveOneOut, scatter } from "../../src/stats/jackknife.js";
import { gapDifference, pairedGap } from "../../src/stats/paired-gap.js";
import type { Count, PairCounts } from "../../src/stats/paired-gap.js";
import { seededRandom } from "../../src/stats/random.js";
import { shareDifference, shareOfCounts } from "../../src/stats/share-of-counts.js";
import { near } from "./near.js";

const methods: readonly IntervalMethod[] = ["t", "percentile", "expanded_percentile", "bca", "expanded_bca"];

/** A pair of tasks by the four counts. */
function pair(count: number, total: number, controlCount: number, controlTotal: number): PairCounts {
  return { value: { count, total }, control: { count: controlCount, total: controlTotal } };
}

describe("against published numbers", () => {
  // Efron and Tibshirani (1993), An Introduction to the Bootstrap, table 14.1: test A of 26 children. The statistic is
  // the variance with divisor n, as in table 14.2.
  const scores = [
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
  ];
  const clusters = scores.map((score) => [score * score, score, 1]);
  const variance: Statistic = ([squares = NaN, sum = NaN, count = NaN]) =>
    squares / count - (sum / count) ** 2;

  it("has the acceleration of the book", () => {
    const { acceleration } = scatter(leaveOneOut(tabulateClusters(clusters), variance));
    expect(acceleration.toFixed(3)).toBe("0.061");
  });

  it("has the 90 % intervals of the book but for the draw", () => {
    const options = { level: 0.9, replicates: 20_000, seed: "book" } as const;
    const percentile = clusteredBootstrap(clusters, variance, { ...options, method: "percentile" });
    const bca = clusteredBootstrap(clusters, variance, { ...options, method: "bca" });
    const away = (found: Estimate, low: number, high: number): number =>
      Math.max(Math.abs((found.low ?? 0) - low), Math.abs((found.high ?? 0) - high));
    expect(percentile.value?.toFixed(1)).toBe("171.5");
    expect(away(percentile, 100.8, 233.9)).toBeLessThan(4);
    expect(away(bca, 115.8, 259.6)).toBeLessThan(6);
  });
});

describe("pairedGap", () => {
  const pairs = [pair(2, 10, 1, 10), pair(3, 10, 1, 10), pair(4, 10, 1, 10), pair(10, 20, 2, 20)];

  it("is the mean of the pairs' gaps, with Student's interval by hand", () => {
    // Gaps 0.1, 0.2, 0.3, 0.4: mean 0.25, error sqrt(0.05 / 3 / 4), t(0.975, 3) = 3.182446.
    const reach = 3.182446305284263 * Math.sqrt(0.05 / 12);
    expect(pairedGap(pairs, { method: "t" })).toEqual({
      value: near(0.25),
      low: near(0.25 - reach),
      high: near(0.25 + reach),
      clusters: 4,
      reason: null,
    });
  });

  it("pools trials if asked to", () => {
    expect(pairedGap(pairs, { weight: "trials" }).value).toBeCloseTo(19 / 50 - 5 / 50, 12);
  });

  it("gives the same interval for the same seed and another for another", () => {
    const bounds = (seed: string): readonly (number | null)[] => {
      const { low, high } = pairedGap(
        Array.from({ length: 30 }, (_, place) => pair(place, 31, place % 7, 17)),
        { seed },
      );
      return [low, high];
    };
    expect(bounds("one")).toEqual(bounds("one"));
    expect(bounds("one")).not.toEqual(bounds("two"));
  });

  it("leaves out a pair that lacks an arm", () => {
    expect(pairedGap([...pairs, pair(5, 5, 0, 0)])).toEqual(pairedGap(pairs));
  });

  it("says why there are no bounds", () => {
    const none = { low: null, high: null };
    expect(pairedGap([])).toEqual({ ...none, value: null, clusters: 0, reason: "no_clusters" });
    expect(pairedGap([pair(1, 2, 0, 0)])).toEqual({ ...none, value: null, clusters: 1, reason: "empty_arm" });
    expect(pairedGap([pair(1, 2, 0, 0), pair(0, 0, 1, 2)])).toEqual({
      ...none,
      value: null,
      clusters: 2,
      reason: "empty_arm",
    });
    expect(pairedGap([pair(1, 2, 0, 2)])).toEqual({
      ...none,
      value: 0.5,
      clusters: 1,
      reason: "one_cluster",
    });
    expect(pairedGap([pair(1, 2, 0, 2), pair(2, 4, 0, 2), pair(3, 6, 0, 9)])).toEqual({
      ...none,
      value: 0.5,
      clusters: 3,
      reason: "no_variation",
    });
  });

  const count = fc.record({ total: fc.nat(12), share: fc.double({ min: 0, max: 1, noNaN: true }) });
  const counted = count.map(({ total, share }) => ({ total, count: Math.round(share * total) }));
  const drawnPair = fc.record({ value: counted, control: counted });

  it("never gives NaN, keeps bounds in range and in order, and turns round with the arms", () => {
    fc.assert(
      fc.property(
        fc.array(drawnPair, { maxLength: 12 }),
        fc.constantFrom(...methods),
        fc.constantFrom("pairs" as const, "trials" as const),
        (drawn, method, weight) => {
          const options = { method, weight, replicates: 200 };
          const { value, low, high, reason } = pairedGap(drawn, options);
          const turned = pairedGap(
            drawn.map((one) => ({ value: one.control, control: one.value })),
            options,
          );
          expect(low === null).toBe(reason !== null);
          expect(high === null).toBe(reason !== null);
          expect(value === null || Math.abs(value) <= 1).toBe(true);
          expect(turned.reason).toBe(reason);
          expect((turned.value ?? 0) + (value ?? 0)).toBeCloseTo(0, 12);
          if (low === null || high === null) return;
          expect(low).toBeGreaterThanOrEqual(-1);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(high);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("shareOfCounts", () => {
  it("sums counts and totals, with the jackknife's interval by hand", () => {
    // Without each: 5/8, 4/6, 3/6; mean 0.597222; squares 0.0150463; error sqrt(2/3 x that); t(0.975, 2) = 4.302653.
    const counts = [
      { count: 1, total: 2 },
      { count: 2, total: 4 },
      { count: 3, total: 4 },
    ];
    expect(shareOfCounts(counts, { method: "t" })).toEqual({
      value: near(0.6),
      low: near(0.6 - 4.302652729749462 * Math.sqrt(((2 / 3) * 39) / 2592)),
      high: 1,
      clusters: 3,
      reason: null,
    });
  });

  it("does not count clusters that count nothing", () => {
    const some = [
      { count: 1, total: 2 },
      { count: 0, total: 3 },
    ];
    expect(shareOfCounts([...some, { count: 0, total: 0 }])).toEqual(shareOfCounts(some));
    expect(shareOfCounts([{ count: 0, total: 0 }]).reason).toBe("no_clusters");
    expect(
      shareOfCounts([...some, { count: 0, total: 1 }].map(({ total }) => ({ count: total, total }))),
    ).toEqual({
      value: 1,
      low: null,
      high: null,
      clusters: 3,
      reason: "no_variation",
    });
  });
});

describe("coverage", () => {
  it("of the default is about what it aims at with 12 pairs", () => {
    // A small version of bench/interval-coverage.ts: value rates from 0 to 0.6, controls 0.1, truth 0.2.
    const random = seededRandom("coverage");
    const tally = (chance: number): Count => ({
      count: Array.from({ length: 20 }, random).filter((drawn) => drawn < chance).length,
      total: 20,
    });
    const studies = Array.from({ length: 300 }, () =>
      Array.from({ length: 12 }, () => ({ value: tally(0.6 * random()), control: tally(0.1) })),
    );
    const covering = studies.filter((pairs, seed) => {
      const { low, high } = pairedGap(pairs, { seed });
      return low !== null && high !== null && low <= 0.2 && high >= 0.2;
    });
    // 285 of 300 expected; three standard deviations are 11.
    expect(Math.abs(covering.length - 285)).toBeLessThanOrEqual(11);
  });
});

describe("differences of two runs", () => {
  const first = [pair(5, 10, 0, 10), pair(6, 10, 1, 10), pair(9, 10, 2, 10)];
  const second = [pair(4, 10, 0, 10), pair(4, 10, 1, 10), pair(6, 10, 2, 10)];

  it("pairs what is the same, so that what both share cancels", () => {
    // Per pair 0.1, 0.2, 0.3: mean 0.2, error 0.1 / sqrt(3), t(0.975, 2) = 4.302653.
    const reach = (4.302652729749462 * 0.1) / Math.sqrt(3);
    expect(gapDifference(first, second, { method: "t" })).toEqual({
      value: near(0.2),
      low: near(0.2 - reach),
      high: near(0.2 + reach),
      clusters: 3,
      reason: null,
    });
    expect(gapDifference(first, first)).toEqual({
      value: 0,
      low: null,
      high: null,
      clusters: 3,
      reason: "no_variation",
    });
  });

  it("takes a pair that one of them lacks as zeros", () => {
    const lacking = [...second.slice(0, 2), pair(0, 0, 0, 0)];
    expect(gapDifference(first, lacking).value).toBeCloseTo((0.5 + 0.5 + 0.7) / 3 - (0.4 + 0.3) / 2, 12);
  });

  it("subtracts shares", () => {
    const counts = (values: readonly number[]) => values.map((count) => ({ count, total: 10 }));
    const found = shareDifference(counts([5, 6, 9]), counts([4, 4, 6]), { method: "t" });
    expect(found.value).toBeCloseTo(0.2, 12);
    expect(found.low).toBeCloseTo(0.2 - (4.302652729749462 * 0.1) / Math.sqrt(3), 10);
  });

  it("ends at the widest difference that there can be", () => {
    const difference = gapDifference(
      [pair(9, 10, 0, 10), pair(0, 10, 9, 10)],
      [pair(0, 10, 9, 10), pair(9, 10, 0, 10)],
      {
        method: "t",
      },
    );
    expect(difference).toEqual({ value: near(0), low: -2, high: 2, clusters: 2, reason: null });
    const all = { count: 10, total: 10 };
    const none = { count: 0, total: 10 };
    expect(shareDifference([all, none], [none, all], { method: "t" })).toEqual({
      value: 0,
      low: -1,
      high: 1,
      clusters: 2,
      reason: null,
    });
  });

  it("says why there are none", () => {
    const nothing = { low: null, high: null, value: null };
    expect(gapDifference(first, [pair(0, 1, 0, 0), pair(0, 0, 0, 0), pair(0, 0, 0, 0)])).toEqual({
      ...nothing,
      clusters: 3,
      reason: "empty_arm",
    });
    const zero = { count: 0, total: 0 };
    const one = { count: 1, total: 2 };
    expect(shareDifference([one, one], [zero, zero])).toEqual({
      ...nothing,
      clusters: 2,
      reason: "nothing_counted",
    });
    expect(shareDifference([one, one], [zero, one])).toEqual({
      value: 0,
      low: null,
      high: null,
      clusters: 2,
      reason: "undefined_without_a_cluster",
    });
    expect(() => shareDifference([one], [])).toThrow("clusters to compare position by position: 1 and 0");
  });
});

describe("tabulateClusters", () => {
  it("refuses clusters of different lengths and what is no number", () => {
    expect(() => tabulateClusters([[1, 2], [1]])).toThrow("clusters of 2 and of 1 totals");
    expect(() => tabulateClusters([[1, NaN]])).toThrow("a cluster of [1, NaN]");
  });
});
