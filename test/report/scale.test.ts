import { describe, expect, it } from "vitest";
import { fitScale, placeOn, shareScale } from "../../src/report/html/plot/scale.js";

const points = (values: readonly number[], mostSteps?: number): number[] =>
  fitScale(values, mostSteps).ticks.map((tick) => Math.round(tick * 100));

describe("a fitted scale", () => {
  it("holds all values and zero between round ends", () => {
    expect(points([0.13, 0.3])).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(points([-0.21, 0.47])).toEqual([-40, -20, 0, 20, 40, 60]);
    expect(points([-0.9, 1])).toEqual([-100, -50, 0, 50, 100]);
  });

  it("shows zero where all values are on one side", () => {
    expect(points([0.62, 0.7])[0]).toBe(0);
    expect(points([-0.7, -0.62]).at(-1)).toBe(0);
  });

  it("is never so narrow that a point looks like much", () => {
    expect(points([0.01])).toEqual([0, 5, 10, 15, 20]);
    expect(points([])).toEqual([0, 5, 10, 15, 20]);
  });

  it("takes fewer steps where there is less room", () => {
    expect(points([-0.21, 0.47], 4)).toEqual([-25, 0, 25, 50]);
  });
});

describe("a place on a scale", () => {
  it("is in percent of its width, and never outside", () => {
    expect([0, 0.25, 1, 1.4, -1].map((value) => placeOn(shareScale, value))).toEqual([0, 25, 100, 100, 0]);
  });
});
