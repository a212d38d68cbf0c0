import { describe, expect, it } from "vitest";
import { fisherExact } from "../../src/stats/fisher-exact.js";
import type { Count } from "../../src/stats/paired-gap.js";
import { isLopsided, permuteTrials, type Stratum } from "../../src/stats/permute-trials.js";
import { seededRandom, type Random } from "../../src/stats/random.js";
import { signFlipTest } from "../../src/stats/sign-flip-test.js";
import { testPairs } from "../../src/stats/test-pairs.js";

const stratum = (one: readonly [number, number], two: readonly [number, number], weight = 1): Stratum => ({
  one: { count: one[0], total: one[1] },
  two: { count: two[0], total: two[1] },
  weight,
});

describe("the permutation of trials", () => {
  it("gives one stratum the chance counted by hand", () => {
    // Two hits among six trials, both on the side of two: 1 of the 15 ways to deal them is as far from equal rates.
    expect(permuteTrials([stratum([2, 2], [0, 4])])).toBeCloseTo(1 / 15, 2);
    // With sides alike in size the two-sided rule is Fisher's.
    const [one, two] = [
      { count: 7, total: 10 },
      { count: 2, total: 10 },
    ];
    expect(permuteTrials([{ one, two, weight: 1 }])).toBeCloseTo(fisherExact(one, two), 1);
  });

  it("adds up strata by their weights", () => {
    // Each stratum deals one hit to one of two sides, a fair coin: all four the same way in 2 of 16.
    const coin = stratum([1, 1], [0, 1]);
    expect(permuteTrials([coin, coin, coin, coin])).toBeCloseTo(2 / 16, 1);
    // A coin that weighs more than all others together decides alone.
    expect(permuteTrials([{ ...coin, weight: 9 }, coin, coin])).toBeGreaterThan(0.2);
    expect(permuteTrials([coin, { ...coin, weight: -1 }])).toBe(1);
  });

  it("takes many strata for normal, close to what it draws of few", () => {
    const some = Array.from({ length: 40 }, (_, place) => stratum([place % 3, 4], [(place + 1) % 3, 8]));
    const drawn = permuteTrials(some) ?? NaN;
    const none = Array.from({ length: 20 }, () => stratum([1, 2], [1, 2], 1e-9));
    expect(permuteTrials([...some, ...none])).toBeCloseTo(drawn, 1);
  });

  it("knows nothing where every stratum's trials are alike", () => {
    expect(permuteTrials([])).toBeNull();
    expect(permuteTrials([stratum([0, 3], [0, 9]), stratum([2, 2], [5, 5])])).toBeNull();
  });
});

describe("sides of unequal size", () => {
  it("are lopsided from more than twice the trials on, or unmatched and few", () => {
    expect(
      [
        stratum([0, 20], [0, 20]),
        stratum([0, 20], [0, 40]),
        stratum([0, 20], [0, 19]),
        stratum([0, 1], [0, 1]),
        stratum([0, 9], [0, 20]),
        stratum([0, 4], [0, 5]),
      ].map(isLopsided),
    ).toEqual([false, false, false, false, true, true]);
  });

  it("do not make a difference of nothing, where flips of signs alone would", () => {
    const tally = (total: number, random: Random): Count => ({
      count: Array.from({ length: total }, random).filter((drawn) => drawn < 0.05).length,
      total,
    });
    const random = seededRandom("two against twenty");
    const studies = Array.from({ length: 300 }, () =>
      Array.from({ length: 9 }, () => ({ one: tally(2, random), two: tally(20, random), weight: 1 })),
    );
    const gapsOf = (strata: readonly Stratum[]): number[] =>
      strata.map(({ one, two }) => one.count / one.total - two.count / two.total);
    const found = (p: number | null): boolean => p !== null && p < 0.05;
    const byFlips = studies.filter((strata) => found(signFlipTest(gapsOf(strata)).p)).length;
    const byBoth = studies.filter((strata) => found(testPairs(gapsOf(strata), strata).flip)).length;
    expect(byFlips).toBeGreaterThan(45);
    expect(byBoth).toBeLessThanOrEqual(15);
  });
});
