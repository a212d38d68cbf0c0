import { describe, expect, test } from "vitest";
import { scenarios, tryScenario } from "../../bench/honesty-studies.js";

/** Far fewer studies than the bench has, so that bounds are wide: of 40, the middle 99.9 % of what 95 % gives. */
const studies = 40;
const leastCovered = 0.82;
const mostFound = 0.15;

describe.each(scenarios)("$name", (scenario) => {
  const { coverage, found } = tryScenario(scenario, { pairs: 9, trialsPerCell: 10, studies, seed: 9000 });

  test.each(coverage)("$number: intervals hold the true value", ({ covered, withoutBounds }) => {
    expect(covered.share).toBeGreaterThanOrEqual(leastCovered);
    expect(withoutBounds).toBe(0);
  });

  test("finds a gap where there is one, and seldom where there is none", () => {
    const { byBounds, bySignTest } = found;
    if (scenario.name.startsWith("no effect")) {
      expect(Math.max(byBounds.share ?? 1, bySignTest.share ?? 1)).toBeLessThanOrEqual(mostFound);
    } else {
      expect(byBounds.share).toBeGreaterThanOrEqual(0.9);
    }
  });
});

test("intervals are not wider than they need be", () => {
  const [alike] = scenarios;
  if (alike === undefined) throw new Error("there are scenarios");
  const widthOf = (pairs: number): number =>
    tryScenario(alike, { pairs, trialsPerCell: 10, studies: 10, seed: 1 }).coverage[0]?.width ?? NaN;
  const ratio = widthOf(36) / widthOf(9);
  // Four times as many pairs halve the width, and take the widening for few pairs away.
  expect(ratio).toBeGreaterThan(0.3);
  expect(ratio).toBeLessThan(0.6);
});
