import fc from "fast-check";
import { expect, test } from "vitest";
import { readOver } from "./tree-of.js";
import type { Files } from "./tree-of.js";

const valueOf = (value: unknown) => ({ state: "value", value });
const lines = (...records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

const seeds: Files = {
  "data/a/train.jsonl": lines({ id: 1, label: "kept", score: 0.5 }, { id: 2, label: "dropped" }),
  "data/b/train.jsonl": `${lines({ id: 3, label: "kept" })}\r\n\n  \n${JSON.stringify({ id: 4, label: "kept" })}`,
  "data/b/heldout.jsonl": lines({ id: 5, label: "kept" }),
};

function read(
  of: string,
  take: "count" | "share" | "list" | "last" | { field: string } = "count",
  where = {},
  files = seeds,
) {
  return readOver(files, { kind: "records", of, where, take });
}

test("counts, shares, lists and the last", () => {
  const kept = { label: "= kept" };
  expect(read("data/*/train.jsonl")).toEqual(valueOf(4));
  expect(read("data/**", "count", kept)).toEqual(valueOf(4));
  expect(read("data/a/*", "share", kept)).toEqual(valueOf(0.5));
  expect(read("data/b/*", "list", kept)).toEqual(
    valueOf([
      { id: 5, label: "kept" },
      { id: 3, label: "kept" },
      { id: 4, label: "kept" },
    ]),
  );
  expect(read("data/a/*", "last")).toEqual(valueOf({ id: 2, label: "dropped" }));
  expect(read("data/a/*", { field: "id" }, kept)).toEqual(valueOf(1));
  expect(read("data/a/*", { field: "score" })).toEqual({ state: "absent" });
});

test("no file is no record", () => {
  expect(read("none/*.jsonl")).toEqual(valueOf(0));
  expect(read("none/*.jsonl", "share")).toEqual({ state: "absent" });
  expect(read("none/*.jsonl", "last")).toEqual({ state: "absent" });
  expect(read("none/x.jsonl", { field: "id" })).toEqual({ state: "absent" });
});

test("YAML and JSON files are one record or a list of them", () => {
  const files = {
    "jobs/J-1.yaml": "id: J-1\nstate: draft",
    "jobs/J-2.json": '{"id": "J-2", "state": "queued"}',
    "jobs/more.yaml": "- {id: J-3, state: queued}\n- {id: J-4, state: held}",
    "jobs/none.yaml": "# nothing yet\n",
    "jobs/t.toml": 'id = "J-5"\nstate = "queued"',
  };
  expect(read("jobs/*", "list", { state: "= queued" }, files)).toEqual(
    valueOf([
      { id: "J-2", state: "queued" },
      { id: "J-3", state: "queued" },
      { id: "J-5", state: "queued" },
    ]),
  );
});

test("conditions reach into records", () => {
  const files = { "a.jsonl": lines({ a: { b: [1] } }, { a: { b: [2] } }, { a: {} }) };
  expect(read("a.jsonl", "count", { "a.b[0]": ">= 2" }, files)).toEqual(valueOf(1));
  expect(read("a.jsonl", "count", { "a.b": "absent" }, files)).toEqual(valueOf(1));
});

test.each<[string, Files, Record<string, string>, string]>([
  ["a bad line", { "a.jsonl": '{"id": 1}\n{"id": 2,}\n' }, {}, "a.jsonl:2: line 1: PropertyNameExpected"],
  ["a line cut short", { "a.jsonl": '{"id": 1}\n{"id"' }, {}, "a.jsonl:2: line 1: ColonExpected"],
  ["a duplicate key", { "a.jsonl": '{"id": 1, "id": 2}' }, {}, "a.jsonl:1: line 1: the key id occurs twice"],
  ["two records on a line", { "a.jsonl": "{} {}" }, {}, "a.jsonl:1: line 1: EndOfFileExpected"],
  ["a line that is no map", { "a.jsonl": "\n[1]" }, {}, "a.jsonl:2: expected a map, a record"],
  [
    "a list of numbers",
    { "a.jsonl": "{}", "a.jsonl.yaml": "[1]" },
    {},
    "a.jsonl.yaml[0]: expected a map, a record",
  ],
  [
    "a field of another kind",
    { "a.jsonl": '{"score": "high"}' },
    { score: ">= 0.5" },
    "a.jsonl:1: score is not what the condition on it applies to",
  ],
  [
    "another format",
    { "a.jsonl.txt": "x" },
    {},
    "a.jsonl.txt: expected a .yaml, .yml, .json, .jsonc or .toml file",
  ],
])("%s is unreadable", (_, files, where, why) => {
  expect(read("a.jsonl*", "count", where, files)).toEqual({ state: "unreadable", why });
});

test("a malformed condition is bad input", () => {
  expect(() => read("data/**", "count", { "a..b": "= 1" })).toThrow("where a..b: path a..b: expected keys");
  expect(() => read("data/**", "count", { label: "in [a" })).toThrow();
});

test("property: the count is the number of matching lines, wherever blank lines stand", () => {
  const line = fc.oneof(fc.constant(""), fc.record({ label: fc.constantFrom("x", "y"), text: fc.string() }));
  fc.assert(
    fc.property(fc.array(line), (records) => {
      const text = records.map((record) => (record === "" ? "" : JSON.stringify(record))).join("\n");
      const expected = records.filter((record) => record !== "" && record.label === "x").length;
      expect(read("a.jsonl", "count", { label: "= x" }, { "a.jsonl": text })).toEqual(valueOf(expected));
    }),
  );
});
