import fc from "fast-check";
import { expect, test } from "vitest";
import { createReader } from "../../src/probes/read-surface.js";
import type { Composition } from "../../src/schema/readout.js";
import { experiments, readOver, surfaceOf, treeOf } from "./tree-of.js";
import type { Files } from "./tree-of.js";

function effective(files: Files, at = "", name = "orion", compose: Composition = experiments) {
  const readout = readOver(
    files,
    { kind: "value", of: `experiment:${name}`, at },
    { compose: { experiment: compose } },
  );
  return readout.state === "value" ? readout.value : readout;
}

const orion = "configs/experiments/orion.yaml";
const weight = "reward.components.honesty.weight";
const base: Files = {
  "configs/base/reward.yaml": "reward: {components: {honesty: {weight: 0.3, enabled: true}}, order: [a, b]}",
  "configs/base/posttrain.yaml": "optim: {lr: 1}\nreward: {order: [z]}",
  [orion]:
    "extends: [configs/base/posttrain.yaml, configs/base/reward.yaml]\nreward: {components: {honesty: {weight: 0.2}}}",
};

test("parents in order, the child over them, lists replaced", () => {
  expect(effective(base)).toEqual({
    optim: { lr: 1 },
    reward: { order: ["a", "b"], components: { honesty: { weight: 0.2, enabled: true } } },
  });
});

test.each([
  ["another file", { "configs/base/reward.yaml": "reward: {components: {honesty: {weight: 0.05}}}" }, 0.2],
  [
    "the base, where the child says nothing",
    {
      [orion]: "extends: configs/base/reward.yaml",
      "configs/base/reward.yaml": "reward: {components: {honesty: {weight: 0.05}}}",
    },
    0.05,
  ],
  ["an override", { [orion]: `extends: configs/base/reward.yaml\noverrides: {${weight}: 0.05}` }, 0.05],
  [
    "an override that undoes the edit above it",
    { [orion]: `reward: {components: {honesty: {weight: 0.05}}}\noverrides: {${weight}: 0.2}` },
    0.2,
  ],
  [
    "a parent's override loses to the child's body",
    {
      "configs/base/reward.yaml": `overrides: {${weight}: 0.05}`,
      [orion]: "extends: configs/base/reward.yaml\nreward: {components: {honesty: {weight: 0.2}}}",
    },
    0.2,
  ],
  [
    "a parent's override counts where the child says nothing",
    {
      "configs/base/reward.yaml": `overrides: {${weight}: 0.05}`,
      [orion]: "extends: configs/base/reward.yaml",
    },
    0.05,
  ],
  [
    "a sibling with another ending",
    { "configs/experiments/orion.yml": "reward: {components: {honesty: {weight: 0.05}}}" },
    0.2,
  ],
  [
    "a sibling experiment",
    { "configs/experiments/orion-2.yaml": "reward: {components: {honesty: {weight: 0.05}}}" },
    0.2,
  ],
  [
    "an override under a map merges",
    {
      [orion]:
        "extends: configs/base/reward.yaml\noverrides: {reward: {components: {honesty: {weight: 0.05}}}}",
    },
    0.05,
  ],
])("%s", (_, files, expected) => {
  expect(effective({ ...base, ...files }, weight)).toBe(expected);
});

test("an override that is a map keeps what it does not name", () => {
  const files = {
    ...base,
    [orion]: "extends: configs/base/reward.yaml\noverrides: {reward.components.honesty: {weight: 0.05}}",
  };
  expect(effective(files, "reward.components.honesty")).toEqual({ weight: 0.05, enabled: true });
});

test("overrides reach into lists that exist", () => {
  const files = { [orion]: "gates: [{id: a, max: 1}]\noverrides: {'gates[id=a].max': 2}" };
  expect(effective(files, "gates[0].max")).toBe(2);
});

test("paths may be relative to the file, and parents may have parents of any format", () => {
  const compose = { ...experiments, root: "file" as const };
  const files = {
    [orion]: "extends: ../shared/tools.json",
    "configs/shared/tools.json": '{"extends": ["./deep/x.toml"], "a": 1}',
    "configs/shared/deep/x.toml": "a = 0\nb = 2",
  };
  expect(effective(files, "", "orion", compose)).toEqual({ a: 1, b: 2 });
});

test("a parent that is reached twice counts at both places", () => {
  const files = { [orion]: "extends: [b.yaml, c.yaml, b.yaml]", "b.yaml": "x: 1", "c.yaml": "x: 2\ny: 2" };
  expect(effective(files)).toEqual({ x: 1, y: 2 });
});

test("a diamond of many levels is composed once a file", () => {
  const files: Record<string, string> = { [orion]: "extends: [l0.yaml, l0.yaml]" };
  for (let level = 0; level < 28; level += 1)
    files[`l${level}.yaml`] = `extends: [l${level + 1}.yaml, l${level + 1}.yaml]`;
  expect(effective({ ...files, "l28.yaml": "x: 1" })).toEqual({ x: 1 });
});

const unreadable = (why: string) => ({ state: "unreadable", why });

test.each<[string, Files, string]>([
  ["no config", {}, `${orion}: no such file`],
  ["a missing parent", { [orion]: "extends: configs/none.yaml" }, "configs/none.yaml: no such file"],
  [
    "a parent outside",
    { [orion]: "extends: ../x.yaml" },
    `${orion}: leads out of the repository (../x.yaml)`,
  ],
  [
    "a parent that is no path",
    { [orion]: "extends: [{a: 1}]" },
    `${orion}: extends is a map, expected a path or a list of paths`,
  ],
  [
    "overrides that are no map",
    { [orion]: "overrides: [a]" },
    `${orion}: overrides is a list, expected a map`,
  ],
  [
    "an override that is no path",
    { [orion]: "overrides: {'a..b': 1}" },
    `${orion}: overrides: a..b is not a dotted path`,
  ],
  [
    "an override through a number",
    { [orion]: "a: 1\noverrides: {a.b: 1}" },
    `${orion}: overrides.a is a number, expected a map`,
  ],
  ["a list for a body", { [orion]: "[1]" }, `${orion}: is a list, expected a map`],
  ["itself", { [orion]: `extends: ${orion}` }, `extends goes in a circle: ${orion} -> ${orion}`],
  [
    "a circle",
    { [orion]: "extends: z.yaml", "z.yaml": "extends: a.yaml", "a.yaml": "extends: z.yaml" },
    "extends goes in a circle: a.yaml -> z.yaml -> a.yaml",
  ],
])("%s is unreadable", (_, files, why) => {
  expect(effective(files)).toEqual(unreadable(why));
});

test("32 levels are read, 33 are not, whichever config is read first", () => {
  const chain = (length: number): Files => ({
    ...Object.fromEntries(
      Array.from({ length }, (_, level) => [
        `configs/experiments/l${level}.yaml`,
        `extends: configs/experiments/l${level + 1}.yaml`,
      ]),
    ),
    [`configs/experiments/l${length}.yaml`]: "x: 1",
  });
  expect(effective(chain(31), "x", "l0")).toBe(1);
  const names = ["l0", "l1", "l20"];
  const results = (order: readonly string[]) => {
    const reader = createReader({ tree: treeOf(chain(32)), compose: { experiment: experiments } });
    const read = (name: string) =>
      reader.read(surfaceOf({ kind: "value", of: `experiment:${name}`, at: "x" }), {});
    return new Map(order.map((name) => [name, read(name)]));
  };
  const expected = new Map<string, unknown>([
    ["l0", unreadable("configs/experiments/l0.yaml: extends more than 32 levels")],
    ["l1", { state: "value", value: 1 }],
    ["l20", { state: "value", value: 1 }],
  ]);
  expect(results(names)).toEqual(expected);
  expect(results(names.toReversed())).toEqual(expected);
});

test("an entry that several files answer to is unreadable", () => {
  const compose = { ...experiments, entry: "configs/{a,b}/*.yaml" };
  const files = { "configs/a/orion.yaml": "w: 1", "configs/b/orion.yaml": "w: 2" };
  expect(effective(files, "w", "orion", compose)).toEqual(
    unreadable("configs/{a,b}/orion.yaml: several files: configs/a/orion.yaml, configs/b/orion.yaml"),
  );
});

test("a name that is none, or an unknown kind, is bad input", () => {
  expect(() => effective(base, "", "../secret")).toThrow("config name ../secret: expected letters");
  expect(() => readOver(base, { kind: "value", of: "suite:x", at: "" })).toThrow(
    "source suite:x: expected a path or a kind of config (experiment)",
  );
});

test("property: composing a chain is merging from the top down, and order of reading does not matter", () => {
  const leaf = fc.oneof(fc.integer(), fc.constantFrom("a", "b"), fc.array(fc.integer(), { maxLength: 2 }));
  const body = fc.dictionary(
    fc.constantFrom("x", "y", "z"),
    fc.oneof(leaf, fc.dictionary(fc.constantFrom("p", "q"), leaf)),
  );
  const merge = (under: unknown, over: unknown): unknown => {
    const isMap = (value: unknown): value is Record<string, unknown> =>
      typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isMap(under) || !isMap(over)) return over;
    const keys = [...new Set([...Object.keys(under), ...Object.keys(over)])];
    return Object.fromEntries(
      keys.map((key) => [
        key,
        key in over ? (key in under ? merge(under[key], over[key]) : over[key]) : under[key],
      ]),
    );
  };
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 4 }), (bodies) => {
      const files = Object.fromEntries(
        bodies.map((one, level) => [
          `configs/experiments/l${level}.yaml`,
          JSON.stringify(level === 0 ? one : { ...one, extends: `configs/experiments/l${level - 1}.yaml` }),
        ]),
      );
      expect(effective(files, "", `l${bodies.length - 1}`)).toEqual(bodies.reduce<unknown>(merge, {}));
    }),
    { numRuns: 60 },
  );
});

test("overrides and parents that copy too much are unreadable", () => {
  const keys = (count: number) => Array.from({ length: count }, (_, at) => at);
  const overrides = (count: number) =>
    `w: 1\noverrides:\n${keys(count)
      .map((at) => `  m.k${at}: 1\n`)
      .join("")}`;
  const read = (files: Files) => readOver(files, { kind: "value", of: "experiment:a", at: "w" });
  const tooMuch = { state: "unreadable", why: "configs/experiments/a.yaml: too much to merge" };
  expect(read({ "configs/experiments/a.yaml": overrides(1_000) })).toEqual({ state: "value", value: 1 });
  expect(read({ "configs/experiments/a.yaml": overrides(2_000) })).toEqual(tooMuch);
  // JSON, since reading so much YAML takes a minute on a busy machine.
  const body = (file: number) =>
    JSON.stringify(Object.fromEntries(keys(5_000).map((at) => [`k${file}_${at}`, 1])));
  const parents = keys(40).map((at) => `configs/p${at}.json`);
  const files = Object.fromEntries(parents.map((path, at) => [path, body(at)]));
  const whole = { ...files, "configs/experiments/a.yaml": `extends: [${parents.join(", ")}]\nw: 1` };
  expect(read(whole)).toEqual(tooMuch);
});
