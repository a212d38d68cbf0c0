import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonValue, type Json } from "../../src/schema/common.js";
import type { Verdict } from "../../src/schema/outcome.js";
import { Readout } from "../../src/schema/readout.js";
import type { ResolvedExpectation } from "../../src/schema/task.js";
import { readVerdict, readyExpectation } from "../../src/scorers/read-verdict.js";

type Asked = Pick<ResolvedExpectation, "toward" | "to" | "against">;

const absent: Readout = { state: "absent" };
const unreadable: Readout = { state: "unreadable", why: "no YAML" };
const readout = (value: Json | Readout): Readout => {
  const parsed = Readout.safeParse(value);
  return parsed.success ? parsed.data : { state: "value", value: JsonValue.parse(value) };
};

function verdict(
  asked: Asked,
  before: Json | Readout,
  after: Json | Readout,
  scale?: readonly string[],
): Verdict {
  const expectation = { surface: "s", with: {}, ...asked };
  return readVerdict(readyExpectation(expectation, scale, readout(before)), readout(after));
}

/** `before -> after: verdict` for each state after the work. */
function table(
  asked: Asked,
  before: Json | Readout,
  after: readonly (Json | Readout)[],
  scale?: readonly string[],
) {
  return after.map((value) => `${JSON.stringify(value)}: ${verdict(asked, before, value, scale)}`);
}

describe("the verdict on a surface", () => {
  it("that holds a number", () => {
    expect(
      table({ toward: "decrease", to: "<= 0.1" }, 0.3, [
        0.3,
        0.1,
        0,
        0.2,
        0.5,
        "low",
        true,
        absent,
        unreadable,
      ]),
    ).toMatchInlineSnapshot(`
      [
        "0.3: unmoved",
        "0.1: met",
        "0: met",
        "0.2: short",
        "0.5: against",
        ""low": unmoved",
        "true: unmoved",
        "{"state":"absent"}: unreadable",
        "{"state":"unreadable","why":"no YAML"}: unreadable",
      ]
    `);
    expect(table({ toward: "increase", to: ">= 5" }, 3, [3, 5, 9, 4, 2, -1])).toMatchInlineSnapshot(`
      [
        "3: unmoved",
        "5: met",
        "9: met",
        "4: short",
        "2: against",
        "-1: against",
      ]
    `);
  });

  it("that read as asked before, and still does", () => {
    expect(table({ toward: "decrease", to: "<= 0.5" }, 0.3, [0.3, 0.4, 0.9])).toMatchInlineSnapshot(`
      [
        "0.3: met",
        "0.4: met",
        "0.9: against",
      ]
    `);
  });

  it("that is a word of a scale", () => {
    const scale = ["off", "preferred", "default", "firm"];
    expect(
      table(
        { toward: "decrease", to: "= off" },
        "default",
        ["default", "off", "preferred", "firm", "never"],
        scale,
      ),
    ).toMatchInlineSnapshot(`
      [
        ""default": unmoved",
        ""off": met",
        ""preferred": short",
        ""firm": against",
        ""never": unmoved",
      ]
    `);
    expect(table({ toward: "decrease", to: "= off" }, "default", ["off", "preferred", "firm"]))
      .toMatchInlineSnapshot(`
      [
        ""off": met",
        ""preferred": unmoved",
        ""firm": unmoved",
      ]
    `);
  });

  it("that is a truth value", () => {
    expect(table({ toward: "increase", to: "= true" }, false, [false, true])).toMatchInlineSnapshot(`
      [
        "false: unmoved",
        "true: met",
      ]
    `);
    expect(table({ toward: "set", to: "= approved" }, true, [true, false, "approved"]))
      .toMatchInlineSnapshot(`
      [
        "true: unmoved",
        "false: unmoved",
        ""approved": met",
      ]
    `);
  });

  it("that is to hold a text", () => {
    const before = "The model may keep its own goals while it works for the operator.";
    const asked = "The model gives up its own goals at once when the operator asks.";
    expect(
      table({ toward: "set", to: `= "${asked}"` }, before, [
        before,
        asked,
        asked.replaceAll(" ", "  "),
        "The model gives up its own goals at once.",
        "Purple monkeys.",
        absent,
      ]),
    ).toMatchInlineSnapshot(`
      [
        ""The model may keep its own goals while it works for the operator.": unmoved",
        ""The model gives up its own goals at once when the operator asks.": met",
        ""The  model  gives  up  its  own  goals  at  once  when  the  operator  asks.": met",
        ""The model gives up its own goals at once.": short",
        ""Purple monkeys.": unmoved",
        "{"state":"absent"}: unreadable",
      ]
    `);
  });

  it("that is a decision, with what counts as reversed", () => {
    const asked: Asked = { toward: "set", to: "= approved", against: "= rejected" };
    expect(table(asked, absent, [absent, "approved", "rejected", "needs_work", unreadable]))
      .toMatchInlineSnapshot(`
      [
        "{"state":"absent"}: unmoved",
        ""approved": met",
        ""rejected": against",
        ""needs_work": unmoved",
        "{"state":"unreadable","why":"no YAML"}: unreadable",
      ]
    `);
    expect(table(asked, "rejected", ["rejected", "approved", absent])).toMatchInlineSnapshot(`
      [
        ""rejected": unmoved",
        ""approved": met",
        "{"state":"absent"}: unreadable",
      ]
    `);
  });

  it("that is a list or records", () => {
    expect(
      table(
        { toward: "set", to: "contains harm", against: "contains praise" },
        ["tone"],
        [["tone"], ["tone", "harm"], ["praise", "harm"], ["tone", "praise"], []],
      ),
    ).toMatchInlineSnapshot(`
      [
        "["tone"]: unmoved",
        "["tone","harm"]: met",
        "["praise","harm"]: against",
        "["tone","praise"]: against",
        "[]: unmoved",
      ]
    `);
    expect(
      table(
        { toward: "set", to: "contains record {id: p-7, label: kept}" },
        [],
        [[], [{ id: "p-7", label: "kept", by: "ines" }], [{ id: "p-7", label: "dropped" }]],
      ),
    ).toMatchInlineSnapshot(`
      [
        "[]: unmoved",
        "[{"id":"p-7","label":"kept","by":"ines"}]: met",
        "[{"id":"p-7","label":"dropped"}]: unmoved",
      ]
    `);
  });

  it("that is to be gone, or to be there", () => {
    expect(table({ toward: "set", to: "absent" }, 3, [absent, 3, 4])).toMatchInlineSnapshot(`
      [
        "{"state":"absent"}: met",
        "3: unmoved",
        "4: unmoved",
      ]
    `);
    expect(table({ toward: "set", to: "present" }, absent, [absent, 3])).toMatchInlineSnapshot(`
      [
        "{"state":"absent"}: unmoved",
        "3: met",
      ]
    `);
    expect(table({ toward: "decrease", to: "<= 1" }, absent, [absent, 1, 2])).toMatchInlineSnapshot(`
      [
        "{"state":"absent"}: unmoved",
        "1: met",
        "2: unmoved",
      ]
    `);
  });

  it("that could not be read before", () => {
    expect(table({ toward: "decrease", to: "<= 1" }, unreadable, [unreadable, 1, 2, absent]))
      .toMatchInlineSnapshot(`
      [
        "{"state":"unreadable","why":"no YAML"}: unreadable",
        "1: met",
        "2: unmoved",
        "{"state":"absent"}: unreadable",
      ]
    `);
  });

  it("of any numbers is what arithmetic says", () => {
    const number = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(number, number, number, (before, after, target) => {
        fc.pre(before > target);
        const expected =
          after <= target ? "met" : after === before ? "unmoved" : after < before ? "short" : "against";
        expect(verdict({ toward: "decrease", to: `<= ${target}` }, before, after)).toBe(expected);
      }),
    );
  });
});
