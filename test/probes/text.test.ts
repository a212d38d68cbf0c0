import { expect, test } from "vitest";
import type { ReadOf } from "../../src/schema/readout.js";
import { readOver } from "./tree-of.js";

const files = {
  "scripts/run.sh": "steps=5\n# steps=9\nsteps=7\n",
  "scripts/b.sh": "steps=1\r\n",
  "other.txt": "steps=3",
};
const read = (of: string, pattern: string, take: ReadOf<"text">["take"]) =>
  readOver(files, { kind: "text", of, pattern, take });
const valueOf = (value: unknown) => ({ state: "value", value });

test("counts, presence and the first group, in path order", () => {
  expect(read("scripts/*.sh", String.raw`^steps=\d+$`, "count")).toEqual(valueOf(3));
  expect(read("scripts/*.sh", "^steps=9", "present")).toEqual(valueOf(false));
  expect(read("**", "steps=3", "present")).toEqual(valueOf(true));
  expect(read("scripts/*", String.raw`steps=(\d)`, "group")).toEqual(valueOf("1"));
  expect(read("scripts/run.sh", "steps=.", "group")).toEqual(valueOf("steps=5"));
  expect(read("scripts/run.sh", "none", "group")).toEqual({ state: "absent" });
  expect(read("none.sh", "steps", "count")).toEqual(valueOf(0));
});

test("empty matches are counted once a place", () => {
  expect(read("other.txt", "x*", "count")).toEqual(valueOf(8));
});

test("a search that would take too long is unreadable", () => {
  const long = { "a.txt": "a".repeat(100_000) };
  expect(readOver(long, { kind: "text", of: "a.txt", pattern: "(?s)a.*b|a", take: "count" })).toEqual({
    state: "unreadable",
    why: "the search for (?s)a.*b|a takes too many steps",
  });
});

test("a malformed pattern or glob is bad input", () => {
  expect(() => read("**", "(", "count")).toThrow("regular expression (: ");
  expect(() => read("a*b*c*d*e", "x", "count")).toThrow(
    "glob a*b*c*d*e: expected at most 3 stars in a segment",
  );
  expect(() => read("(a|b)*", "x", "count")).toThrow("glob (a|b)*: expected no '(', '|' or '\\'");
});
