import { describe, expect, test } from "vitest";
import { scenarios, tryScenario } from "../../bench/honesty-studies.js";

/** Far fewer studies than the bench has, so that bounds are wide: of 40, the middle 99.9 % of what 95 % gives. */
const studies = 40;
const sampling = { rule: "fixed", n: 10 } as const;
const leastCovered = 0.82;
const mostFound = 0.15;

describe.each(scenarios)("$name", (scenario) => {
  const { coverage, found } = tryScenario(scenario, { pairs: 9, sampling, studies, seed: 9000 });

  test.each(coverage)("$number: intervals hold the true value", ({ covered, withoutBounds }) => {
    expect(covered.share).toBeGreaterThanOrEqual(leastCovered);
    expect(withoutBounds).toBe(0);
  });

  test("finds a gap where there is one, and seldom where there is none", () => {
    const { asReported } = found;
    if (scenario.name.startsWith("no effect")) expect(asReported.share).toBeLessThanOrEqual(mostFound);
    else expect(asReported.share).toBeGreaterThanOrEqual(0.85);
  });
});

test("cells of unequal size by rule do not draw shares towards one half", () => {
  const [, , axes] = scenarios;
  if (axes === undefined) throw new Error("there are scenarios");
  const auto = { rule: "auto", first: 20, most: 40, low: 0.1, high: 0.9 } as const;
  const { coverage } = tryScenario(axes, { pairs: 12, sampling: auto, studies, seed: 9000 });
  const lockIn = coverage.filter(({ number }) => number.startsWith("lock-in"));
  expect(lockIn.map(({ covered }) => (covered.share ?? 0) >= leastCovered)).toEqual([true, true]);
});

test("intervals are not wider than they need be", () => {
  const [alike] = scenarios;
  if (alike === undefined) throw new Error("there are scenarios");
  const widthOf = (pairs: number): number =>
    tryScenario(alike, { pairs, sampling, studies: 10, seed: 1 }).coverage[0]?.width ?? NaN;
  const ratio = widthOf(36) / widthOf(9);
  // Four times as many pairs halve the width, and take the widening for few pairs away.
  expect(ratio).toBeGreaterThan(0.3);
  expect(ratio).toBeLessThan(0.6);
});
