import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signFlipTest } from "../../src/stats/sign-flip-test.js";
import { testPairs } from "../../src/stats/test-pairs.js";

/** Darwin's maize, crossed minus self-fertilised, in eighths of an inch: Fisher (1935), section 21. */
const maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

describe("the sign-flip test", () => {
  it("is Fisher's on Darwin's maize: 1,726 of 32,768 patterns reach the observed sum", () => {
    expect(signFlipTest(maize)).toEqual({ p: 1726 / 32_768, exact: true });
    expect(signFlipTest(maize.map((difference) => -difference / 8000)).p).toBeCloseTo(1726 / 32_768, 12);
  });

  it("counts every pattern of few differences", () => {
    // Of +-1 +-2 +-3: 6 and -6 reach 6; 4 and -4 besides reach 4, made as 3 + 2 - 1.
    expect(signFlipTest([1, 2, 3]).p).toBe(2 / 8);
    expect(signFlipTest([-1, 2, 3]).p).toBe(4 / 8);
    expect(signFlipTest([0.1, 0.2, -0.3]).p).toBe(1);
  });

  it("says nothing where nothing differs, and zeros change nothing", () => {
    expect(signFlipTest([0, 0])).toEqual({ p: null, exact: true });
    expect(signFlipTest([...maize, 0, 0])).toEqual(signFlipTest(maize));
  });

  it("counts rates of many pairs exactly, and draws where sums are too many", () => {
    const rates = Array.from({ length: 60 }, (_, place) => ((place % 7) - 2) / 20);
    expect(signFlipTest(rates).exact).toBe(true);
    const uneven = Array.from({ length: 40 }, (_, place) => Math.sin(place + 1) + 0.3);
    const drawn = signFlipTest(uneven);
    expect(drawn).toEqual(signFlipTest(uneven));
    expect([drawn.exact, (drawn.p ?? 0) > 0.0001, (drawn.p ?? 1) < 0.2]).toEqual([false, true, true]);
    // No drawn pattern reaches a sum to which every difference adds: the observed one alone counts.
    expect(signFlipTest(uneven.map(Math.abs))).toEqual({ p: 1 / 10_000, exact: false });
  });

  it("agrees with counting patterns one by one, and never says less than two patterns", () => {
    const differences = fc.array(
      fc.integer({ min: -20, max: 20 }).map((unit) => unit / 20),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(differences, (values) => {
        const observed = Math.abs(values.reduce((sum, value) => sum + value, 0));
        const patterns = 2 ** values.length;
        let found = 0;
        for (let pattern = 0; pattern < patterns; pattern += 1) {
          const sum = values.reduce(
            (total, value, place) => total + ((pattern >> place) & 1 ? value : -value),
            0,
          );
          if (Math.abs(sum) >= observed - 1e-9) found += 1;
        }
        const { p } = signFlipTest(values);
        expect(p ?? 1).toBeCloseTo(found / patterns, 12);
        expect(p ?? 1).toBeGreaterThanOrEqual(2 / patterns - 1e-12);
      }),
    );
  });
});

describe("the tests of pairs", () => {
  it("stand side by side, the sign-flip test from six pairs on", () => {
    expect(testPairs([0.1, 0.2, 0.3, 0.1, 0.2, -0.1], [])).toEqual({
      more: 5,
      fewer: 1,
      sign: 14 / 64,
      flip: expect.closeTo(8 / 64, 12) as number,
    });
    expect(testPairs([0.1, 0.2, 0.3, 0.1, 0.2], []).flip).toBeNull();
    expect(testPairs([0, 0, 0, 0, 0, 0], [])).toEqual({ more: 0, fewer: 0, sign: null, flip: null });
  });
});
