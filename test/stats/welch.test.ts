import { describe, expect, it } from "vitest";
import { welchDifference } from "../../src/stats/welch.js";

describe("Welch's difference", () => {
  it("has the t, degrees and p worked by hand", () => {
    // Means 1/2 and 1/12, squared errors 1/48 and 1/144: t = (5/12) / (1/6) = 2.5; degrees (1/36)^2 / (1/4608 + 1/41472) = 3.2.
    const found = welchDifference([3 / 4, 2 / 4, 1 / 4], [0, 1 / 4, 0]);
    expect(found?.value).toBeCloseTo(5 / 12, 12);
    // The tail of Student's t by Simpson's rule with 200,000 steps.
    expect(found?.p).toBeCloseTo(0.08244173716, 6);
    expect(((found?.high ?? 0) + (found?.low ?? 0)) / 2).toBeCloseTo(5 / 12, 10);
  });

  it("is that of a worked example: t -2.455 with 24.99 degrees", () => {
    const first = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
    const second = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
    const found = welchDifference(first, second);
    expect([found?.value.toFixed(4), found?.p.toFixed(5)]).toEqual(["-2.1667", "0.02138"]);
  });

  it("needs three numbers a side, and some that vary", () => {
    expect(welchDifference([1, 0], [0, 1, 0])).toBeNull();
    expect(welchDifference([1, 1, 1], [0, 0, 0])).toBeNull();
    // Three times 0.1 add up to 0.30000000000000004, which is no variance.
    expect(welchDifference([0.1, 0.1, 0.1], [0.3, 0.3, 0.3])).toBeNull();
  });
});
