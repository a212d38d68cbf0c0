import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunCommand } from "../../src/probes/command.js";
import { ProbeInputError } from "../../src/probes/probe-errors.js";
import { createReader, withBase } from "../../src/probes/read-surface.js";
import type { Surface } from "../../src/schema/environment.js";
import type { Tree } from "../../src/schema/tree.js";
import { experiments, surfaceOf, treeOf } from "./tree-of.js";
import type { Files } from "./tree-of.js";

const valueOf = (value: unknown) => ({ state: "value", value });
const compose = { experiment: experiments };

/** A tree that notes which files are read. */
function watched(files: Files): { tree: Tree; reads: string[] } {
  const tree = treeOf(files);
  const reads: string[] = [];
  const file = (path: string) => {
    reads.push(path);
    return tree.file(path);
  };
  return { tree: { file, paths: () => tree.paths() }, reads };
}

const weight = surfaceOf(
  { kind: "value", of: "experiment:{experiment}", at: "reward.{component}.weight", default: 0 },
  { experiment: ["orion", "vela"], component: ["honesty", 7] },
);

const files: Files = {
  "configs/base.yaml": "reward: {honesty: {weight: 0.3}, 7: {weight: 0.7}}",
  "configs/experiments/orion.yaml": "extends: configs/base.yaml",
  "configs/experiments/vela.yaml": "reward: {honesty: {weight: 0.1}}",
};

function without(path: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}

test("parameters are filled in; numbers and their text are the same parameter", () => {
  const reader = createReader({ tree: treeOf(files), compose });
  expect(reader.read(weight, { experiment: "orion", component: "honesty" })).toEqual(valueOf(0.3));
  expect(reader.read(weight, { experiment: "vela", component: "honesty" })).toEqual(valueOf(0.1));
  expect(reader.read(weight, { experiment: "orion", component: "7" })).toEqual(valueOf(0.7));
  expect(reader.read(weight, { experiment: "vela", component: 7 })).toEqual(valueOf(0));
});

test("parameters are filled in every string of a read, and braces of other kinds stay", () => {
  const surface = surfaceOf(
    {
      kind: "records",
      of: "data/{a,b}/{split}.jsonl",
      where: { label: "= {label}", text: "matches a{2}" },
      take: { field: "{field}" },
    },
    { split: ["train"], label: ["x"], field: ["id"] },
  );
  const tree = treeOf({
    "data/a/train.jsonl": '{"id": 1, "label": "x", "text": "aa"}',
    "data/b/train.jsonl": '{"id": 2, "label": "y", "text": "aa"}',
  });
  expect(createReader({ tree, compose }).read(surface, { split: "train", label: "x", field: "id" })).toEqual(
    valueOf(1),
  );
});

test.each<[string, Surface, Record<string, string>, string]>([
  ["a missing parameter", weight, { experiment: "orion" }, "parameter component: expected one of honesty, 7"],
  [
    "an unknown parameter",
    weight,
    { experiment: "orion", component: "7", x: "1" },
    "parameter x: the surface has no such parameter",
  ],
  [
    "an unknown value",
    weight,
    { experiment: "lyra", component: "7" },
    "parameter experiment: expected one of orion, vela, not lyra",
  ],
  [
    "an undeclared name",
    surfaceOf({ kind: "value", of: "{file}", at: "" }),
    {},
    "parameter file: used in the surface's read, and not declared in its params",
  ],
  [
    "a prototype's key",
    weight,
    { constructor: "x", experiment: "orion", component: "7" },
    "parameter constructor: the surface has no such parameter",
  ],
])("%s is bad input", (_, surface, parameters, message) => {
  const reader = createReader({ tree: treeOf(files), compose });
  expect(() => reader.read(surface, parameters)).toThrow(new ProbeInputError(message));
});

test("commands run once a state, on the tree as it is", () => {
  let runs = 0;
  const runCommand: RunCommand = (line, tree) => {
    runs += 1;
    const found = tree.file("configs/base.yaml") !== undefined;
    return { exitCode: found ? 0 : 1, stdout: `${line}: ${found ? "ok" : "missing"}\n` };
  };
  const code = surfaceOf({ kind: "command", run: "halyard validate" });
  const output = surfaceOf({ kind: "command", run: "halyard validate", take: "output" });
  const base = createReader({ tree: treeOf(files), compose, runCommand });
  const read = (reader: typeof base) => [reader.read(code, {}), reader.read(output, {})];
  expect(read(base)).toEqual([valueOf(0), valueOf("halyard validate: ok")]);
  expect(read(withBase(base, treeOf({ ...files, "README.md": "x" }), ["README.md"]))).toEqual(read(base));
  expect(runs).toBe(1);
  expect(read(withBase(base, treeOf(without("configs/base.yaml")), ["configs/base.yaml"]))).toEqual([
    valueOf(1),
    valueOf("halyard validate: missing"),
  ]);
  expect(runs).toBe(2);
  expect(() => createReader({ tree: treeOf(files), compose }).read(code, {})).toThrow(
    "command halyard validate: the environment has no command line",
  );
});

test("a command that lists the tree runs again when a path comes or goes, not when a content changes", () => {
  let runs = 0;
  const runCommand: RunCommand = (_, tree) => ({
    exitCode: (runs += 1) * 0 + tree.paths().length,
    stdout: "",
  });
  const surface = surfaceOf({ kind: "command", run: "count" });
  const base = createReader({ tree: treeOf(files), compose, runCommand });
  const over = (changes: Files) =>
    base.over(treeOf({ ...files, ...changes }), Object.keys(changes)).read(surface, {});
  expect([base.read(surface, {}), over({ "configs/base.yaml": "x: 1" }), over({ "new.txt": "" })]).toEqual(
    [3, 3, 4].map(valueOf),
  );
  expect(runs).toBe(2);
});

test("a reader over a change reads what depends on it, and nothing else", () => {
  const base = createReader({ tree: treeOf(files), compose });
  const read = (reader: typeof base, experiment: string) =>
    reader.read(weight, { experiment, component: "honesty" });
  expect([read(base, "orion"), read(base, "vela")]).toEqual([valueOf(0.3), valueOf(0.1)]);
  const { tree, reads } = watched({ ...files, "configs/base.yaml": "reward: {honesty: {weight: 0.05}}" });
  const changed = base.over(tree, ["configs/base.yaml"]);
  reads.length = 0;
  expect([read(changed, "orion"), read(changed, "vela"), read(changed, "orion")]).toEqual(
    [0.05, 0.1, 0.05].map(valueOf),
  );
  // vela was not looked at; orion's own file is looked up, not parsed, to keep the answer with what it was made from.
  expect([...new Set(reads)]).toEqual(["configs/base.yaml", "configs/experiments/orion.yaml"]);
  expect(read(base, "orion")).toEqual(valueOf(0.3));
});

test("what was broken, missing or linked in the base is read anew once it is repaired", () => {
  const broken = without("configs/base.yaml");
  const base = createReader({ tree: treeOf(broken), compose });
  const read = (reader: typeof base) => reader.read(weight, { experiment: "orion", component: "honesty" });
  expect(read(base)).toEqual({ state: "unreadable", why: "configs/base.yaml: no such file" });
  expect(read(base.over(treeOf(files), ["configs/base.yaml"]))).toEqual(valueOf(0.3));
  const linked = { ...broken, configs2: { link: "configs" }, "configs/base.yaml": { link: "../real.yaml" } };
  const repaired = base.over(treeOf({ ...linked, "real.yaml": "reward: {honesty: {weight: 0.4}}" }), [
    "configs2",
    "configs/base.yaml",
    "real.yaml",
  ]);
  expect(read(repaired)).toEqual(valueOf(0.4));
});

test("readers can be stacked", () => {
  const base = createReader({ tree: treeOf(files), compose });
  const one: Files = { ...files, "configs/experiments/vela.yaml": "extends: configs/base.yaml" };
  const two: Files = { ...one, "configs/base.yaml": "reward: {honesty: {weight: 0.9}}" };
  const reader = base
    .over(treeOf(one), ["configs/experiments/vela.yaml"])
    .over(treeOf(two), ["configs/base.yaml"]);
  expect(reader.read(weight, { experiment: "vela", component: "honesty" })).toEqual(valueOf(0.9));
});

const contents = fc.constantFrom("w: 1", "w: 2", "extends: b.yaml", "extends: [c.yaml, b.yaml]", "w: [", "");
const state = fc.dictionary(
  fc.constantFrom(
    "configs/experiments/orion.yaml",
    "b.yaml",
    "c.yaml",
    "data/x.jsonl",
    "data/y.jsonl",
    "note.md",
  ),
  fc.oneof(contents, fc.constantFrom('{"w": 1}', '{"w": 2}\n{"w": 1}', "# 1 A\n\ntext w: 1\n")),
  { noNullPrototype: true },
);
const surfaces = [
  surfaceOf({ kind: "value", of: "experiment:orion", at: "w", default: 0 }),
  surfaceOf({ kind: "value", of: "b.yaml", at: "" }),
  surfaceOf({ kind: "records", of: "data/*.jsonl", where: { w: "= 1" } }),
  surfaceOf({ kind: "text", of: "**", pattern: "w: (.)" }),
  surfaceOf({ kind: "section", of: "note.md", heading: "1" }),
  surfaceOf({ kind: "command", run: "paths", take: "output" }),
];
const runCommand: RunCommand = (_, tree) => ({ exitCode: 0, stdout: tree.paths().join(" ") });

test("property: a reader over a change reads what a fresh reader of the changed tree reads, in any order", () => {
  fc.assert(
    fc.property(state, state, fc.shuffledSubarray(surfaces), (before, after, order) => {
      const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (path) => before[path] !== after[path],
      );
      const base = createReader({ tree: treeOf(before), compose, runCommand });
      for (const surface of order) base.read(surface, {});
      const over = base.over(treeOf(after), changed);
      const fresh = createReader({ tree: treeOf(after), compose, runCommand });
      expect(surfaces.map((surface) => over.read(surface, {}))).toEqual(
        surfaces.map((surface) => fresh.read(surface, {})),
      );
    }),
    { numRuns: 300 },
  );
});

test("property: whatever bytes a file holds, a read gives a readout", () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.stringMatching(/^[-?:,[\]{}#&*!|>'"%@` \na<.=]{0,80}$/),
  );
  const reads = ["yaml", "json", "jsonc", "toml"].map((ending) =>
    surfaceOf({ kind: "value", of: `f.${ending}`, at: "a.b" }),
  );
  const others = [
    surfaceOf({ kind: "section", of: "f.md", heading: "1" }),
    surfaceOf({ kind: "records", of: "f.jsonl" }),
    surfaceOf({ kind: "constant", of: "f.py", name: "a" }),
    surfaceOf({ kind: "filter", rules: "f.toml", at: "a", corpus: "f.jsonl" }),
    surfaceOf({ kind: "text", of: "f.*", pattern: "a+" }),
  ];
  fc.assert(
    fc.property(hostile, (content) => {
      const endings = ["yaml", "json", "jsonc", "toml", "md", "jsonl", "py"];
      const reader = createReader({
        tree: treeOf(Object.fromEntries(endings.map((ending) => [`f.${ending}`, content]))),
        compose,
      });
      const states = [...reads, ...others].map((surface) => reader.read(surface, {}).state);
      expect(states.filter((one) => !["value", "absent", "unreadable"].includes(one))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
