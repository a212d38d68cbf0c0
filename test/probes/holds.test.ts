import fc from "fast-check";
import { expect, test } from "vitest";
import { holds } from "../../src/probes/holds.js";
import { ProbeInputError } from "../../src/probes/probe-errors.js";
import { foldSpace } from "../../src/probes/same-value.js";
import type { Json } from "../../src/schema/common.js";
import { Condition } from "../../src/schema/condition.js";
import type { Readout } from "../../src/schema/readout.js";

const valueOf = (value: Json): Readout => ({ state: "value", value });
const absent: Readout = { state: "absent" };
const unreadable: Readout = { state: "unreadable", why: "x" };
const scale = ["off", "discretionary", "preferred", "default", "firm"];

test.each<[string, Json, boolean | undefined]>([
  ["<= 0.05", 0.05, true],
  ["<= 0.05", 0.05 + 1e-12, true],
  ["<= 0.05", 0.0501, false],
  ["<0.05", 0.05, false],
  ["< 0.05", 0.05 - 1e-12, false],
  [">= 0.45", 0.45, true],
  ["> -1", 0, true],
  ["<= 0.05", "0.05", undefined],
  ["<= 0.05", true, undefined],
  ["<= 0.05", null, undefined],
  ["= 0.05", 0.05, true],
  ["= 0.05", "0.05", false],
  ['= "0.05"', "0.05", true],
  ["= 0412", "0412", false],
  ["= approved", "approved", true],
  ["= approved", " approved\n", true],
  ["= approved", "Approved", false],
  ["= approved", "approved_with_conditions", false],
  ["!= approved", "pending", true],
  ["= true", true, true],
  ["= null", null, true],
  ["= [1, {a: b}]", [1, { a: "b" }], true],
  ["= {a: 1, b: 2}", { b: 2, a: 1 }, true],
  ["= {a: 1}", { b: 2, a: 1 }, false],
  ['= "one  two\nthree"', "one two three", true],
  ["in [block, warn]", "warn", true],
  ["in [block, warn]", "off", false],
  ["in [1, 2]", 2, true],
  ["contains oversight", "human  oversight matters", true],
  ['contains "raise  it\nwith"', "Tern may raise it with the team", true],
  ["lacks oversight", "nothing of it", true],
  ["contains oversight", ["oversight", "x"], true],
  ["contains overs", ["oversight"], false],
  ["contains 5", [1, 5], true],
  ["contains a", { a: null }, true],
  ["contains toString", { a: null }, false],
  ["contains 5", 55, undefined],
  ["contains record {id: p-7, label: kept}", [{ id: "p-7", label: "kept", more: 1 }], true],
  ["contains record {id: p-7, label: kept}", [{ id: "p-7" }, { label: "kept" }], false],
  ["lacks record {id: p-7}", [{ id: "p-8" }], true],
  ["contains record {id: p-7}", { id: "p-7" }, true],
  ["contains record {id: p-7}", "id: p-7", undefined],
  ["decision = approved", { decision: "approved" }, true],
  ["decision = approved", { decision: "pending", decided: "approved" }, false],
  ["decision = approved", {}, false],
  ["decision = approved", "approved", undefined],
  ["gate.min >= 0.45", { gate: { min: 0.5 } }, true],
  ["matches (?i)as an AI", "I said: As an ai model", true],
  ["matches ^two$", "one\ntwo\nthree", true],
  ["matches x", "y", false],
  ["matches x", 5, undefined],
  ["present", null, true],
  ["absent", null, false],
])("%s on %j", (condition, value, expected) => {
  expect(Condition.parse(condition)).toBe(condition);
  expect(holds(condition, valueOf(value))).toBe(expected);
});

test.each<[string, boolean]>([
  ["absent", true],
  ["present", false],
  ["= x", false],
  ["!= x", true],
  ["<= 5", false],
  ["> 5", false],
  ["contains x", false],
  ["lacks x", true],
  ["contains record {a: 1}", false],
  ["matches x", false],
  ["in [x]", false],
])("%s on what is absent", (condition, expected) => {
  expect(holds(condition, absent)).toBe(expected);
});

test("nothing can be told of what is unreadable", () => {
  const conditions = [
    "absent",
    "present",
    "= x",
    "!= x",
    "<= 5",
    "contains x",
    "lacks x",
    "in [x]",
    "matches x",
  ];
  expect(conditions.map((condition) => holds(condition, unreadable))).toEqual(
    conditions.map(() => undefined),
  );
});

test.each<[string, string, boolean | undefined]>([
  ["<= discretionary", "off", true],
  ["<= discretionary", "discretionary", true],
  ["<= discretionary", "preferred", false],
  ["> default", "firm", true],
  [">= default", "strong", undefined],
  [">= strong", "firm", undefined],
])("%s on the word %s of a scale", (condition, word, expected) => {
  expect(holds(condition, valueOf(word), scale)).toBe(expected);
});

test("a number is not compared with a word's place on the scale", () => {
  expect(holds("<= 3", valueOf("default"), scale)).toBe(undefined);
  expect(holds("<= default", valueOf(1), scale)).toBe(undefined);
});

test.each([
  "",
  "approved",
  "decision absent",
  "in approved",
  "in block, warn",
  "= [1",
  "= a: b: c",
  "= .nan",
  "contains record {p-7",
  "matches (",
  "matches (?=x)",
  `matches ${"a".repeat(1001)}`,
  "matches ((a{1,30}){1,30}){1,1}(a{900})(b{900})",
  "<=",
])("%j is bad input", (condition) => {
  expect(() => holds(condition, valueOf("x"))).toThrow(ProbeInputError);
});

test("a pattern built to backtrack is answered at once", () => {
  expect(holds("matches ^(a+)+$", valueOf(`${"a".repeat(20_000)}b`))).toBe(false);
});

test("property: a number meets exactly one of <, =, > and its complements", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
      fc.integer({ min: -1000, max: 1000 }),
      (value, bound) => {
        const [below, same, above] = ["<", "=", ">"].map((sign) => holds(`${sign} ${bound}`, valueOf(value)));
        expect([below, same, above].filter(Boolean)).toHaveLength(1);
        expect(holds(`<= ${bound}`, valueOf(value))).toBe(below === true || same === true);
        expect(holds(`>= ${bound}`, valueOf(value))).toBe(above === true || same === true);
        expect(holds(`!= ${bound}`, valueOf(value))).toBe(same === false);
      },
    ),
  );
});

test("property: a quoted text equals itself whatever its white space, and is contained in itself", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const quoted = JSON.stringify(foldSpace(text));
      expect(holds(`= ${quoted}`, valueOf(` ${text}\n`))).toBe(true);
      expect(holds(`contains ${quoted}`, valueOf(`x ${text} y`))).toBe(true);
    }),
  );
});
