import { expect, test } from "vitest";
import { differingParts } from "../../src/scorers/differing-parts.js";
import type { Json } from "../../src/schema/common.js";

test.each<[string, Json, Json, Json, Json]>([
  ["numbers", 1, 2, 1, 2],
  ["another kind", { a: 1 }, null, { a: 1 }, null],
  ["entries of maps", { a: { b: 1, c: [1] }, d: "x" }, { a: { b: 1, c: [2] }, d: "x" }, { a: { c: [1] } }, { a: { c: [2] } }],
  ["entries that come and go", { a: 1, b: 2 }, { b: 2, c: 3 }, { a: 1 }, { c: 3 }],
  ["lines", "one\ntwo\nthree", "one\nzwei\nthree\nfour", "two", "zwei\nfour"],
  ["a line more", "one\ntwo", "one\nnew\ntwo", "", "new"],
  ["the order of lines", "one\ntwo", "two\none", "one\ntwo", "two\none"],
  ["a word", "block", "warn", "block", "warn"],
])("%s", (_, before, after, was, is) => {
  expect(differingParts(before, after)).toEqual([was, is]);
}); // prettier-ignore

test("a key of any name is an entry", () => {
  const map = (text: string): Json => JSON.parse(text) as Json;
  expect(JSON.stringify(differingParts(map('{"__proto__": 1}'), map('{"__proto__": 2}')))).toBe(
    '[{"__proto__":1},{"__proto__":2}]',
  );
});
