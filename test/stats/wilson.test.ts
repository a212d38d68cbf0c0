import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonRate } from "../../src/stats/wilson.js";

describe("wilsonRate", () => {
  it("agrees with published intervals", () => {
    // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    const rows = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [count, total, low, high] of rows) {
      const rate = wilsonRate(count, total);
      expect([rate.low?.toFixed(4), rate.high?.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
    }
  });

  it("says nothing of nothing", () => {
    expect(wilsonRate(0, 0)).toEqual({ count: 0, total: 0, share: null, low: null, high: null });
  });

  it("holds the share between bounds inside 0 and 1, mirrored for the complement", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (total, drawn) => {
        const count = drawn % (total + 1);
        const { share, low, high } = wilsonRate(count, total);
        const mirror = wilsonRate(total - count, total);
        expect(low).toBeLessThanOrEqual(share ?? -1);
        expect(high).toBeGreaterThanOrEqual(share ?? 2);
        expect((low ?? 0) + (mirror.high ?? 0)).toBeCloseTo(1, 12);
      }),
    );
  });
});
