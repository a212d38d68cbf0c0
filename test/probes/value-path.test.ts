import fc from "fast-check";
import { expect, test } from "vitest";
import { ProbeInputError, Unreadable } from "../../src/probes/probe-errors.js";
import { changeAt, parseValuePath, walkPath } from "../../src/probes/value-path.js";
import type { Json } from "../../src/schema/common.js";

const at = (value: Json, path: string) => walkPath(value, parseValuePath(path), "file");

const gates: Json = {
  gates: [
    { id: "latency", max: 250, "p 95": 1 },
    { id: "refusal", max: 0.1 },
    { id: 7, max: 7 },
  ],
  "a.b": { "c]": 1, "'": 2 },
  "dash-ed": { "": 5 },
};

test.each([
  ["", gates],
  ["gates[id=latency].max", 250],
  ["gates[id = 'refusal'].max", 0.1],
  ["gates[id=7].max", 7],
  ["gates[1].max", 0.1],
  ["gates[9].max", undefined],
  ["gates[id=none].max", undefined],
  ["gates[0].p 95", 1],
  ['"a.b"["c]"]', 1],
  [`["a.b"]["'"]`, 2],
  ["dash-ed['']", 5],
  ["nothing.at.all", undefined],
])("%s", (path, expected) => {
  expect(at(gates, path)).toEqual(expected);
});

test.each([".a", "a.", "a..b", "a[", "a[]", "a]b", "a[x]", 'a."b', "a[0]b", "a.[0]x", "a[-1]", " a"])(
  "%s is bad input",
  (path) => {
    expect(() => parseValuePath(path)).toThrow(ProbeInputError);
  },
);

test("an entry that occurs twice is unreadable: a second one may shadow the first", () => {
  const list = {
    gates: [
      { id: "a", max: 1 },
      { id: "a", max: 2 },
    ],
  };
  expect(() => at(list, "gates[id=a].max")).toThrow(
    new Unreadable("file: gates has several entries with id=a"),
  );
});

test("changeAt makes missing maps and copies what it changes", () => {
  const before: Json = { a: { b: 1 }, list: [{ id: "x", v: 1 }] };
  const change = (path: string) => changeAt(before, parseValuePath(path), "file", () => 5);
  expect(change("a.b")).toEqual({ a: { b: 5 }, list: [{ id: "x", v: 1 }] });
  expect(change("n.e.w")).toEqual({ a: { b: 1 }, list: [{ id: "x", v: 1 }], n: { e: { w: 5 } } });
  expect(change("list[id=x].v")).toEqual({ a: { b: 1 }, list: [{ id: "x", v: 5 }] });
  expect(() => change("list[1]")).toThrow(new Unreadable("file.list has no entry [1]"));
  expect(() => change("a.b.c")).toThrow(new Unreadable("file.a.b is a number, expected a map"));
  expect(before).toEqual({ a: { b: 1 }, list: [{ id: "x", v: 1 }] });
});

test("any keys, quoted, lead to the value they were set at", () => {
  const key = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("__proto__", "constructor", "a.b", '"', "\\"),
  );
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), fc.integer(), (keys, value) => {
      const path = keys.map((name) => `"${name.replaceAll(/["\\]/g, "\\$&")}"`).join(".");
      const steps = parseValuePath(path);
      expect(steps).toEqual(keys.map((name) => ({ step: "key", key: name })));
      expect(
        walkPath(
          changeAt({}, steps, "file", () => value),
          steps,
          "file",
        ),
      ).toBe(value);
    }),
  );
});
