import { expect, test } from "vitest";
import { readOver } from "./tree-of.js";
import type { Files } from "./tree-of.js";

const valueOf = (value: unknown) => ({ state: "value", value });
const absent = { state: "absent" };

function readFile(text: string | Uint8Array, at: string, name = "a.yaml") {
  return readOver({ [name]: text }, { kind: "value", of: name, at });
}

function why(text: string | Uint8Array, at = "a", name = "a.yaml") {
  const readout = readFile(text, at, name);
  return readout.state === "unreadable" ? readout.why : readout;
}

test.each([
  ["a.yaml", "a:\n  b-c: 0.2\n"],
  ["a.yml", "a: {b-c: 0.2}"],
  ["a.json", '{"a": {"b-c": 0.2}}'],
  ["a.jsonc", '{\n  // the weight\n  "a": {"b-c": 0.2,}, /* end */\n}'],
  ["a.toml", "[a]\nb-c = 0.2"],
])("reads %s", (name, text) => {
  expect(readFile(text, "a.b-c", name)).toEqual(valueOf(0.2));
});

test("reads YAML as version 1.2 types it", () => {
  const text = "list: [yes, on, 012, 0x1F, 1_000, ~, true, 1e3, 2026-01-02, '7', !!str 5]";
  expect(readFile(text, "list")).toEqual(
    valueOf(["yes", "on", 12, 31, "1_000", null, true, 1000, "2026-01-02", "7", "5"]),
  );
});

test("reads TOML dates as text", () => {
  expect(readFile("day = 2026-01-02\nat = 2026-01-02T03:04:05Z", "", "a.toml")).toEqual(
    valueOf({ day: "2026-01-02", at: "2026-01-02T03:04:05.000Z" }),
  );
});

test("anchors and merge keys: own keys win, earlier sources win over later ones", () => {
  const text = [
    "one: &one {x: 1, y: 1}",
    "two: &two {x: 2, z: 2}",
    "both:",
    "  y: 0",
    "  <<: [*one, *two]",
    "single: {<<: *two, x: 9}",
  ].join("\n");
  expect(readFile(text, "both")).toEqual(valueOf({ x: 1, z: 2, y: 0 }));
  expect(readFile(text, "single")).toEqual(valueOf({ x: 9, z: 2 }));
});

test("a quoted << is a key like any other", () => {
  expect(readFile('a: {"<<": {b: 1}}', "a")).toEqual(valueOf({ "<<": { b: 1 } }));
});

test("an alias means the latest anchor of its name before it", () => {
  const text = "w: &w 0.2\nfirst: *w\nagain: &w 0.05\nsecond: *w\n";
  expect(readFile(text, "first")).toEqual(valueOf(0.2));
  expect(readFile(text, "second")).toEqual(valueOf(0.05));
});

test("an anchor set again inside the value it names stays the inner one", () => {
  expect(readFile("a: &x [&x 1, *x]\nb: *x", "b")).toEqual(valueOf(1));
});

test("a key without a value leads nowhere: what lies below is absent, itself it is null", () => {
  expect(readFile("a:\n", "a.b")).toEqual(absent);
  expect(readFile("a:\n", "a")).toEqual(valueOf(null));
});

test("default stands in for a missing path, not for a missing file", () => {
  const read = { kind: "value", of: "a.yaml", at: "x.y", default: 0 } as const;
  expect(readOver({ "a.yaml": "" }, read)).toEqual(valueOf(0));
  expect(readOver({ "a.yaml": "x: {y: 3}" }, read)).toEqual(valueOf(3));
  expect(readOver({}, read)).toEqual({ state: "unreadable", why: "a.yaml: no such file" });
});

test("something else than a map on the way is unreadable", () => {
  expect(why("a: 5", "a.b.c")).toBe("a.yaml: a is a number, expected a map");
  expect(why("a: {b: [1]}", "a.b.c")).toBe("a.yaml: a.b is a list, expected a map");
  expect(why("a: {b: 1}", "a[0]")).toBe("a.yaml: a is a map, expected a list");
});

test("edits that only look like a change", () => {
  expect(readFile("a: 0.2\n# a: 0.05\n", "a")).toEqual(valueOf(0.2));
  expect(readFile("a: 0.2\nnote: 'a: 0.05'\n", "a")).toEqual(valueOf(0.2));
  expect(readFile("a: 0.2\n\u0430: 0.05\n", "a"), "a Cyrillic letter makes another key").toEqual(
    valueOf(0.2),
  );
  expect(readFile("a: 0.2\nA: 0.05\n", "a")).toEqual(valueOf(0.2));
  expect(readFile("text: |\n  a: 0.05\n", "a")).toEqual(absent);
  expect(readFile('a: "0.05"', "a"), "a quoted number is text").toEqual(valueOf("0.05"));
});

test("a second YAML document is an error for a config, wherever the key is", () => {
  expect(why("a: 0.2\n---\na: 0.05\n")).toBe("a.yaml: line 2: a second document");
  expect(readFile("---\na: 0.2\n...\n", "a")).toEqual(valueOf(0.2));
});

test.each([
  ["a.yaml", "a: 1\nb: 2\na: 3", "a.yaml: line 3: the key a occurs twice"],
  ["a.yaml", "a: 1\n'a': 3", "a.yaml: line 2: the key a occurs twice"],
  ["a.yaml", "x: &x {b: 1}\na:\n  <<: *x\n  <<: *x", "a.yaml: line 4: the key << occurs twice"],
  ["a.json", '{"a": 1,\n"a": 2}', "a.json: line 2: the key a occurs twice"],
  ["a.jsonc", '{"a": 1,\n"\\u0061": 2}', "a.jsonc: line 2: the key a occurs twice"],
  ["a.json", '{"a": 1,}', "a.json: line 1: PropertyNameExpected"],
  ["a.json", '{"a": 1} // x', "a.json: line 1: InvalidCommentToken"],
  ["a.json", "", "a.json: line 1: ValueExpected"],
  ["a.json", '{"a": NaN}', "a.json: line 1: InvalidSymbol"],
  ["a.yaml", "b:\n\ta: 1", "a.yaml: line 2: Tabs are not allowed as indentation"],
  ["a.yaml", "a: !include b.yaml", "a.yaml: line 1: Unresolved tag: !include"],
  ["a.yaml", "a: *nowhere", "a.yaml: line 1: no anchor &nowhere before *nowhere"],
  ["a.yaml", "a: &a [*a]", "a.yaml: line 1: *a refers to itself"],
  ["a.yaml", "a: {<<: 5}", "a.yaml: line 1: << expects a map or a list of maps"],
  ["a.yaml", "? [1]\n: 2", "a.yaml: line 1: a key that is itself a map or a list"],
  ["a.ini", "a=1", "a.ini: expected a .yaml, .yml, .json, .jsonc or .toml file"],
])("%s: %j is unreadable", (name, text, expected) => {
  expect(why(text, "a", name)).toBe(expected);
});

test("TOML errors name the line", () => {
  expect(why("a = 1\na = 2", "a", "a.toml")).toMatch(/^a\.toml: line 2: \S/);
  expect(why("a = ", "a", "a.toml")).toMatch(/^a\.toml: line 1: \S/);
});

test("byte-order mark and CRLF make no difference; other encodings are unreadable", () => {
  expect(readFile("\uFEFFa:\r\n  b: |\r\n    x\r\n    y\r\n", "a.b")).toEqual(valueOf("x\ny\n"));
  expect(readFile('\uFEFF{"a": 1}\r\n', "a", "a.json")).toEqual(valueOf(1));
  expect(readFile("\uFEFFa = 1\r\nb = 2\r\n", "b", "a.toml")).toEqual(valueOf(2));
  expect(why(Uint8Array.of(0x61, 0x3a, 0x20, 0xff))).toBe("a.yaml: not valid UTF-8");
  expect(why(Uint8Array.of(0xff, 0xfe, 0x61, 0x00))).toBe("a.yaml: not valid UTF-8");
});

test("numbers that are not finite are unreadable where they are taken, and only there", () => {
  const text = "a: .inf\nb: {c: .nan}\nd: 1\ne: 1e999";
  expect(why(text, "a")).toBe("a.yaml: a: Infinity is not a finite number");
  expect(why(text, "b")).toBe("a.yaml: b: NaN is not a finite number");
  expect(why(text, "e")).toBe("a.yaml: e: Infinity is not a finite number");
  expect(readFile(text, "d")).toEqual(valueOf(1));
  expect(why("a = nan", "a", "a.toml")).toBe("a.toml: a: NaN is not a finite number");
  expect(why('{"a": 1e999}', "a", "a.json")).toBe("a.json: a: Infinity is not a finite number");
});

test.each(["a.yaml", "a.json", "a.jsonc", "a.toml"])(
  "keys of object prototypes are keys like any other in %s",
  (name) => {
    const json = '{"__proto__": {"weight": 0.05}, "constructor": {"name": 7}}';
    const text = name === "a.toml" ? "[__proto__]\nweight = 0.05\n[constructor]\nname = 7" : json;
    const at = (path: string) => readFile(text, path, name);
    expect(at("weight")).toEqual(absent);
    expect(at("__proto__.weight")).toEqual(valueOf(0.05));
    expect(at("constructor.name")).toEqual(valueOf(7));
    expect(at("toString")).toEqual(absent);
    expect(at("hasOwnProperty.length")).toEqual(absent);
    expect({}).not.toHaveProperty("weight");
  },
);

test("a merge cannot set a prototype", () => {
  expect(readFile("x: &x {__proto__: {w: 1}}\na: {<<: *x}", "a.w")).toEqual(absent);
});

test("YAML above 256 KB, and files above one megabyte, are unreadable", () => {
  expect(why(`a: 1\n#${"x".repeat(262_144)}`)).toBe("a.yaml: larger than 262144 characters");
  expect(why(`a: 1\n#${"x".repeat(1_048_576)}`)).toBe("a.yaml: larger than 1048576 bytes (1048582)");
});

test("text that aliases repeat is counted as often as it stands", () => {
  const repeated = `s: &s ${"x".repeat(100_000)}\na: [${"*s, ".repeat(42)}*s]`;
  expect(why(repeated)).toBe("a.yaml: holds more than 4194304 characters");
  expect(why(`s: &s {${"x".repeat(100_000)}: 1}\na: [${"*s, ".repeat(42)}*s]`)).toBe(
    "a.yaml: holds more than 4194304 characters",
  );
});

const bomb = "a b c d e f g h i"
  .split(" ")
  .map(
    (name, level) =>
      `${name}: &${name} [${Array(9)
        .fill(level === 0 ? "1" : `*${"abcdefghi"[level - 1] ?? ""}`)
        .join(",")}]`,
  )
  .join("\n");
const mergeBomb = [
  `base: &base {${Array.from({ length: 900 }, (_, key) => `k${key}: 1`).join(", ")}}`,
  ...Array.from({ length: 50 }, (_, key) => `m${key}: {<<: [${Array(400).fill("*base").join(",")}]}`),
].join("\n");
const ladder = [
  "l0: &l0 [1]",
  ...Array.from({ length: 200 }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}]`),
];

test.each([
  ["aliases that multiply", bomb, "a.yaml: holds more than 500000 values"],
  ["merges that multiply", mergeBomb, "a.yaml: line 1: merges more than 500000 keys"],
  ["aliases that nest", ladder.join("\n"), "a.yaml: nested more than 100 deep"],
  ["lists that nest", `a: ${"[".repeat(200)}${"]".repeat(200)}`, "a.yaml: nested more than 100 deep"],
])("%s are unreadable", (_, text, expected) => {
  expect(why(text)).toBe(expected);
});

test.each([
  ["a.yaml", "[".repeat(20_000)],
  ["a.yaml", "{a: ".repeat(20_000)],
  ["a.yaml", "- ".repeat(20_000)],
  ["a.yaml", "}".repeat(500_000)],
  ["a.yaml", "a: ]\n".repeat(20_000)],
  ["a.yaml", "&a ".repeat(20_000)],
  ["a.json", "[".repeat(200_000)],
  ["a.json", `${"[".repeat(500)}1${"]".repeat(500)}`],
  ["a.toml", `a = ${"[".repeat(100_000)}`],
  ["a.toml", `a = ${"[".repeat(500)}${"]".repeat(500)}`],
])("hostile nesting in %s is a finding", (name, text) => {
  expect(readFile(text, "a", name).state).toBe("unreadable");
});

test("many keys are read in good time", () => {
  const keys = Array.from({ length: 20_000 }, (_, key) => `k${key}: ${key}`);
  expect(readFile(keys.join("\n"), "k19999")).toEqual(valueOf(19_999));
});

test("symbolic links are followed inside the repository", () => {
  const files: Files = {
    "real/a.yaml": "w: 1",
    "a.yaml": { link: "real/a.yaml" },
    linked: { link: "real" },
    "deep/b.yaml": { link: "../a.yaml" },
    "out.yaml": { link: "../../etc/passwd" },
    "root.yaml": { link: "/etc/passwd" },
    "loop.yaml": { link: "loop.yaml" },
  };
  const at = (of: string) => readOver(files, { kind: "value", of, at: "w" });
  expect(["a.yaml", "linked/a.yaml", "deep/b.yaml"].map(at)).toEqual([1, 1, 1].map(valueOf));
  expect(at("out.yaml")).toEqual({
    state: "unreadable",
    why: "out.yaml: leads out of the repository (../../etc/passwd)",
  });
  expect(at("root.yaml")).toEqual({
    state: "unreadable",
    why: "root.yaml: leads out of the repository (/etc/passwd)",
  });
  expect(at("loop.yaml")).toEqual({ state: "unreadable", why: "loop.yaml: too many symbolic links" });
});

const gates =
  "version: 1\ngates:\n  - {id: a, metric: m, min: 1, note: x}\n  - {id: b, metric: n, max: 2, mode: off}\n";

function readGates(text: string, rest: { by?: string; without?: string[] }) {
  return readOver({ "g.yaml": text }, { kind: "value", of: "g.yaml", at: "gates", ...rest });
}

test("what is left out does not count, what is not there is left out already", () => {
  const without = ["*.min", "*.max", "[id=b].mode", "[0].note", "*.nothing.below", "elsewhere"];
  expect(readGates(gates, { without })).toEqual(
    valueOf([
      { id: "a", metric: "m" },
      { id: "b", metric: "n" },
    ]),
  );
  const config = "w: {x: {weight: 1, clip: [0, 1]}, y: {weight: 2}}\nversion: 3\n";
  const readout = readOver(
    { "a.yaml": config },
    { kind: "value", of: "a.yaml", at: "", without: ["version", "w.*.weight"] },
  );
  expect(readout).toEqual(valueOf({ w: { x: { clip: [0, 1] }, y: {} } }));
});

test("a list of maps read by a field has no order", () => {
  const read = readGates(gates, { by: "id", without: ["*.note", "a.min"] });
  expect(read).toEqual(
    valueOf({ a: { id: "a", metric: "m" }, b: { id: "b", metric: "n", max: 2, mode: "off" } }),
  );
  expect(readGates("gates: [{id: a}, {id: a}]", { by: "id" })).toEqual({
    state: "unreadable",
    why: "g.yaml: gates has several entries with id=a",
  });
  expect(readGates("gates: [{id: a}, {metric: m}]", { by: "id" })).toEqual({
    state: "unreadable",
    why: "g.yaml: gates[1]: expected a map with id",
  });
  expect(readGates("gates: {id: a}", { by: "id" })).toEqual({
    state: "unreadable",
    why: "g.yaml: gates is a map, expected a list",
  });
});
