import fc from "fast-check";
import { expect, test } from "vitest";
import { moved, sameReadout } from "../../src/probes/compare.js";
import type { Json } from "../../src/schema/common.js";
import type { Readout } from "../../src/schema/readout.js";

const valueOf = (value: Json): Readout => ({ state: "value", value });
const scale = ["off", "report", "warn", "block"];

test.each<[Json, Json, -1 | 0 | 1 | undefined]>([
  [0.2, 0.05, -1],
  [0.05, 0.2, 1],
  [0.1, 0.1 + 1e-13, 0],
  ["report", "block", 1],
  ["report", "off", -1],
  ["report", "Block", undefined],
  ["one", "two", undefined],
  ["one two", "one\n two", 0],
  [true, false, -1],
  [false, true, 1],
  [true, 1, undefined],
  [0.2, "0.05", undefined],
  [[1], [1, 2], undefined],
  [[1], [1], 0],
  [null, null, 0],
])("from %j to %j", (before, after, expected) => {
  expect(moved(valueOf(before), valueOf(after), { scale })).toBe(expected);
});

test("what is absent or unreadable has no order", () => {
  const absent: Readout = { state: "absent" };
  const unreadable: Readout = { state: "unreadable", why: "x" };
  expect(moved(absent, valueOf(1))).toBe(undefined);
  expect(moved(absent, absent)).toBe(0);
  expect(moved(valueOf(1), unreadable)).toBe(undefined);
  expect(moved(unreadable, unreadable)).toBe(undefined);
});

test("words have no order without a scale", () => {
  expect(moved(valueOf("off"), valueOf("block"))).toBe(undefined);
});

test("sameReadout compares states, values and reasons", () => {
  const absent: Readout = { state: "absent" };
  const unreadable = (why: string): Readout => ({ state: "unreadable", why });
  expect(sameReadout(absent, absent)).toBe(true);
  expect(sameReadout(absent, valueOf(null))).toBe(false);
  expect(sameReadout(unreadable("a"), unreadable("a"))).toBe(true);
  expect(sameReadout(unreadable("a"), unreadable("b"))).toBe(false);
  expect(sameReadout(valueOf({ a: 1, b: [0.3] }), valueOf({ b: [0.1 + 0.2], a: 1 }))).toBe(true);
  expect(sameReadout(valueOf({ a: 1 }), valueOf({ a: 1, b: 1 }))).toBe(false);
  expect(sameReadout(valueOf({ toString: 1 }), valueOf({}))).toBe(false);
});

test("property: going back is the other way, and staying is no way", () => {
  const level = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(...scale),
    fc.boolean(),
  );
  fc.assert(
    fc.property(level, level, (left, right) => {
      const there = moved(valueOf(left), valueOf(right), { scale });
      const back = moved(valueOf(right), valueOf(left), { scale });
      expect(back).toBe(there === undefined ? undefined : 0 - there);
      expect(moved(valueOf(left), valueOf(left), { scale })).toBe(0);
    }),
  );
});
