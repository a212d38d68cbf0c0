import fc from "fast-check";
import { expect, test } from "vitest";
import { findHunks, readText, replaceLine, undoHunks } from "../../src/check/mutants/edit-text.js";
import { otherValue } from "../../src/check/mutants/other-value.js";
import { rewrites } from "../../src/check/mutants/rewrite-format.js";
import { listLeaves } from "../../src/check/mutants/list-leaves.js";
import { addEntry, setAt, setValue } from "../../src/check/mutants/set-value.js";
import { stepBack, stepWord } from "../../src/check/mutants/step-value.js";
import { pick, seededRandom, shuffled } from "../../src/stats/random.js";
import { mapTree } from "../../src/diff/trees.js";
import type { Tree } from "../../src/schema/tree.js";

function treeOf(files: Readonly<Record<string, string>>): Tree {
  const encoder = new TextEncoder();
  return mapTree(
    new Map(
      Object.entries(files).map(([path, text]) => [path, { mode: "100644", bytes: encoder.encode(text) }]),
    ),
  );
}

test("a hunk can be undone alone, and a line replaced", () => {
  const before = treeOf({ a: "1\n2\n3\n4\n5\n" });
  const after = treeOf({ a: "1\nzwei\n3\n4\nfive\nsix" });
  const hunks = findHunks(before, after, "a");
  expect(hunks.map(({ number, oldLines, newLines }) => ({ number, oldLines, newLines }))).toEqual([
    { number: 1, oldLines: ["2\n"], newLines: ["zwei\n"] },
    { number: 2, oldLines: ["5\n"], newLines: ["five\n", "six"] },
  ]);
  const [first, second] = hunks;
  if (first === undefined || second === undefined) throw new Error("expected two hunks");
  expect(readText(undoHunks(before, after, [first]), "a")).toBe("1\n2\n3\n4\nfive\nsix");
  expect(readText(undoHunks(before, after, hunks), "a")).toBe("1\n2\n3\n4\n5\n");
  expect(readText(replaceLine(after, second, 1, ""), "a")).toBe("1\nzwei\n3\n4\nfive\n");
});

test("undoing every hunk of any change gives the text before it", () => {
  const texts = fc
    .array(fc.constantFrom("a\n", "b\n", "c\n"), { minLength: 1, maxLength: 12 })
    .map((lines) => lines.join(""));
  fc.assert(
    fc.property(texts, texts, (old, fresh) => {
      const before = treeOf({ f: old });
      const after = treeOf({ f: fresh });
      expect(readText(undoHunks(before, after, findHunks(before, after, "f")), "f")).toBe(old);
    }),
  );
});

test("a new file whose hunks are all undone is gone", () => {
  const before = treeOf({});
  const after = treeOf({ a: "new\n" });
  expect(undoHunks(before, after, findHunks(before, after, "a")).file("a")).toBeUndefined();
});

test("values on the way back", () => {
  expect([
    stepBack(0.05, 0.2),
    stepBack(25, 5),
    stepBack(13, 1),
    stepBack(6, 5),
    stepBack(5, 6),
    stepBack(-1, 0.5),
  ]).toEqual([0.125, 15, 7, 5, 6, -0.25]);
  const scale = ["off", "report", "warn", "block"];
  expect([
    stepWord("block", "report", scale),
    stepWord("off", "warn", scale),
    stepWord("off", "off", scale),
    stepWord("on", "off", scale),
  ]).toEqual(["warn", "report", undefined, undefined]);
});

test("another value of a surface, within its range and scale", () => {
  expect([
    otherValue(0.1, { range: [0, 1] }),
    otherValue(1, { range: [0, 1] }),
    otherValue(5, { range: [0, 100] }),
    otherValue(3, {}),
    otherValue(true, {}),
    otherValue("off", { scale: ["off", "on"] }),
    otherValue("free", { scale: ["off", "on"] }),
    otherValue("text", {}),
    otherValue(null, {}),
  ]).toEqual([0.55, 0, 53, 5, false, "on", undefined, undefined, undefined]);
});

test("values are set where they lie", () => {
  const gates = "gates:\n  - id: a\n    min: 1 # note\n  - id: b\n    min: 2\n";
  expect(setValue(gates, "g.yaml", "gates[id=b].min", 7)).toBe(gates.replace("min: 2", "min: 7"));
  expect(setValue(gates, "g.yaml", "gates[0].min", 7)).toBe(gates.replace("min: 1", "min: 7"));
  expect(setValue(gates, "g.yaml", "gates[id=c].min", 7)).toBeUndefined();
  expect(setValue('{\n  // note\n  "a": {"b": 1}\n}\n', "m.jsonc", "a.b", 2)).toBe(
    '{\n  // note\n  "a": {"b": 2}\n}\n',
  );
  expect(setValue("a = 1\n", "f.toml", "a", 2)).toBeUndefined();
  expect(addEntry("name: x\n", "overrides", "a.b", 0.5)).toBe("name: x\noverrides:\n  a.b: 0.5\n");
});

test("leaves of a value, and other values in their places", () => {
  const value = { a: { b: 1, c: [0, 1] }, d: [{ e: "x" }, { e: null }], f: [], g: {} };
  expect(listLeaves(value).map(({ path, value: leaf }) => [path, leaf])).toEqual([
    ["a.b", 1],
    ["a.c", [0, 1]],
    ["d[0].e", "x"],
    ["d[1].e", null],
  ]);
  const text = JSON.stringify(value);
  expect(setAt(text, "a.json", ["d", 1, "e"], 2)).toBe(text.replace("null", "2"));
  expect(setAt("a:\n  b: 1 # one\n", "a.yaml", ["a", "b"], 2)).toBe("a:\n  b: 2 # one\n");
  expect(setAt('[[r]]\nid = "x" # one\n', "a.toml", ["r", 0, "id"], "y")).toBe('[[r]]\nid = "y"\n');
  expect(setAt('{"a": 1}\n{"a": 1}\n', "a.jsonl", [1, "a"], 2)).toBe('{"a": 1}\n{"a": 2}\n');
  expect(setAt("a", "a.md", ["a"], 2)).toBeUndefined();
});

test("cosmetic rewrites, by format", () => {
  const sources: Record<string, string> = {
    yaml: "b: one # why\na: [x, 2]\n",
    toml: 'a = 1\n[t]\nb = "x = y"\n',
    json: '{"a": [1]}',
    jsonc: '{"a": 1} // end\n',
    jsonl: '{"a": 1, "b": "x"}\n{"c": 2, "a": 3}\n',
    py: "X = 1",
    md: "# T",
  };
  const written = Object.entries(rewrites).flatMap(([ending, ways]) =>
    Object.entries(ways).map(([name, rewrite]) => [ending, name, rewrite(sources[ending] ?? "")]),
  );
  expect(written).toMatchInlineSnapshot(`
    [
      [
        "yaml",
        "a comment",
        "# Looked over again.
    b: one # why
    a: [x, 2]
    # End.
    ",
      ],
      [
        "yaml",
        "keys in another order",
        "a: [ x, 2 ]
    b: one # why
    ",
      ],
      [
        "yaml",
        "quoted texts",
        "b: "one" # why
    a: [ "x", 2 ]
    ",
      ],
      [
        "yaml",
        "other indentation",
        "b: one # why
    a: [x, 2]
    ",
      ],
      [
        "toml",
        "a comment",
        "# Looked over again.
    a = 1
    [t]
    b = "x = y"
    # End.
    ",
      ],
      [
        "toml",
        "no space around =",
        "a=1
    [t]
    b="x = y"
    ",
      ],
      [
        "json",
        "other indentation",
        "{
           "a": [
                  1
           ]
    }",
      ],
      [
        "jsonc",
        "a comment",
        "// Looked over again.
    {"a": 1} // end
    // End.
    ",
      ],
      [
        "jsonc",
        "other indentation",
        "{
           "a": 1
    } // end",
      ],
      [
        "jsonl",
        "keys in another order",
        "{"b":"x","a":1}
    {"a":3,"c":2}
    ",
      ],
      [
        "py",
        "a comment",
        "X = 1
    # Looked over again.
    ",
      ],
      [
        "md",
        "blank lines at the end",
        "# T

    ",
      ],
    ]
  `);
});

test("a YAML file with anchors keeps its order", () => {
  expect(rewrites["yaml"]?.["keys in another order"]?.("a: &x 1\nb: *x\n")).toBeUndefined();
});

test("a line that is no JSON record is left alone", () => {
  expect(rewrites["jsonl"]?.["keys in another order"]?.('{"a": 1}\nnot json\n')).toBeUndefined();
});

test("the seed alone decides", () => {
  const draw = (seed: string): readonly number[] => shuffled([1, 2, 3, 4, 5, 6, 7, 8], seededRandom(seed));
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(12), fc.string(), (items, count, seed) => {
      const random = seededRandom(seed);
      expect(shuffled(items, random).toSorted()).toEqual(items.toSorted());
      expect(pick(items, count, random).length).toBe(Math.min(count, items.length));
    }),
  );
});
