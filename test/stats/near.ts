import { expect } from "vitest";

/** A number that may differ from this one in the tenth decimal, for whole-value assertions. */
export function near(value: number): unknown {
  return expect.closeTo(value, 10);
}
