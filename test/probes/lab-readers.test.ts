import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readText } from "../../src/check/mutants/edit-text.js";
import { parseStructured } from "../../src/probes/parse-structured.js";
import { createReader } from "../../src/probes/read-surface.js";
import { foldSpace } from "../../src/probes/same-value.js";
import { JsonObject, type Json } from "../../src/schema/common.js";
import type { Read } from "../../src/schema/readout.js";
import type { Tree, TreeFile } from "../../src/schema/tree.js";
import { coreTasks, editTree, openCore, patchedTree, type Edit } from "../catalog/core-tasks.js";
import { indexFiles } from "../sandbox/support/staged-base.js";
import { bash, freshSandbox, testPool } from "../sandbox/support/shell.js";
import { surfaceOf } from "./tree-of.js";

const spec = "docs/spec/tern-values.md";
const orion = "configs/experiments/orion.yaml";
const sft = "configs/filters/sft.toml";
const inClause = (text: string): Edit => [spec, "### 4.4", `${text}\n\n### 4.4`];
const scoreOf = (condition: string): Edit => [
  sft,
  /(?<=id = "soft-refusal"[^[]*\[rules.when\]\nlabel = "= soft_refusal"\nscore = )">= 0.85"/,
  condition,
];

/** Trees on which a reader of a few lines and one of some library might part. */
const nasty: readonly (readonly [name: string, edits: readonly Edit[]])[] = [
  ["a strength in a comment", [inClause("<!-- for the raters\n**Strength:** firm\n-->")]],
  ["a strength in a fence", [inClause("```\n**Strength:** firm\n```")]],
  ["a clause in a fence", [inClause("~~~\n### 4.3 Raising concerns\n**Strength:** firm\n~~~")]],
  ["a second strength", [inClause("**Strength:** firm")]],
  ["the same strength again", [inClause("**Strength:** default")]],
  ["a smaller heading", [inClause("#### In practice\n\nThe old rule.\n\n> Why.")]],
  ["a smaller heading with the number", [inClause("#### 4.3 in practice\n\nThe old rule.")]],
  ["a heading without a number", [inClause("### In practice\n\nThe old rule.")]],
  ["indented code", [inClause("    The old rule.")]],
  ["HTML", [inClause("<p>The old rule.</p>")]],
  ["a list", [inClause("- The old rule.\n- *Another* one, with `code`.")]],
  ["a line with a colon", [inClause("Serious wrongdoing: report it")]],
  ["a bold line with a colon", [inClause("**Serious wrongdoing:** report it")]],
  ["a table", [inClause("| a | b |\n|---|---|\n| c | d |")]],
  ["an indented quote and what follows it", [inClause("  > Why.\nThe old rule.")]],
  ["a comment without an end", [inClause("<!-- The old rule.")]],
  ["a comment in a line", [inClause("The <!-- old --> rule.")]],
  ["plain fields", [[spec, "**Strength:** firm\n**Owner:** rafael", "Strength: firm\n**Owner**: rafael"]]],
  ["lower-case fields", [[spec, "**Strength:** firm\n**Owner:** rafael", "**strength:**  firm\n**Owner:** rafael"]]],
  ["a strength that is none", [[spec, "**Strength:** firm", "**Strength:** `firm`"]]],
  ["an underlined heading", [[spec, "### 4.3 Raising concerns outside the conversation", "4.3 Raising concerns outside the conversation\n---"]]],
  ["a wide heading", [[spec, "### 4.3 Raising", "###  4.3   Raising"]]],
  ["a clause twice", [[spec, "## 5 Acting", "### 4.3 Again\n\n**Strength:** firm\n**Owner:** ines\n\nNew.\n\n## 5 Acting"]]],
  ["other line ends", [[spec, /\n/, "\r\n"], [spec, "It reports what", "It\u2028reports what"]]],
  ["an override that is a map", [[orion, "", "\noverrides: {reward.components.honesty: {weight: 0.05}}\n"]]],
  ["overrides as a tree", [[orion, "", "\noverrides: {reward: {components: {honesty: {weight: 0.05}}, version: 10}}\n"]]],
  ["an override that is a list", [[orion, "", "\noverrides: {eval.suites: [core], rl.optim: {betas: [0.8]}}\n"]]],
  ["an override of a map by a number", [[orion, "", "\noverrides: {reward.components.honesty: 0}\n"]]],
  ["a new path in an override", [[orion, "", "\noverrides: {reward.components.candour.weight: 0.1}\n"]]],
  ["a pattern on a number", [scoreOf(String.raw`"matches ^(0\\.[4-9]|1)"`)]],
  ["a pattern on the end of a number", [scoreOf('"matches 5$"')]],
  ["a number with an exponent", [scoreOf('">= 4e-1"')]],
  ["a rule for everything else", [[sft, 'label = "= chitchat"', 'label = "!= soft_refusal"']]],
  ["a field that no record has", [[sft, 'label = "= chitchat"', 'region = "!= eu"']]],
  ["a rule without conditions", [[sft, '[rules.when]\nlabel = "= chitchat"\nsource = "= crawl-b"\n', ""]]],
  ["comments and commas in the mixture", [["configs/data/mixture.jsonc", '"weight": 0.30,', '"weight": 3.0e-1, /* a lot, */ // "weight": 1\n']]],
  ["a job in other words", [["jobs/J-0231.yaml", "state: draft", "# state: queued\nstate: 'held'"]]],
]; // prettier-ignore

const base = openCore("spec-reporting-down").base;
const cases: readonly (readonly [name: string, tree: Tree])[] = [
  ["as it is", base],
  ...nasty.map(([name, edits]) => [name, editTree(base, edits)] as const),
  ...coreTasks.flatMap((id) => {
    const task = openCore(id);
    const names = task.applied.map(({ patch }) => patch.name);
    return names
      .filter((name) => name === "oracle" || name.startsWith("alternative-"))
      .map((name) => [`${id} ${name}`, patchedTree(task, name)] as const);
  }),
];

/** What the lab's readers are given of a tree. YAML configs are given parsed: the lab's Python never reads YAML. */
function caseFiles(tree: Tree, folder: string): readonly (readonly [string, TreeFile])[] {
  const read =
    /^(?:docs\/spec\/tern-values\.md|configs\/.*\.(?:toml|jsonc)|jobs\/J-.*\.yaml|reviews\/.*\.yaml)$/;
  const isConfig = /^configs\/(?:base|shared|experiments)\/.*\.yaml$/;
  const configs = tree
    .paths()
    .filter((path) => isConfig.test(path))
    .map((path) => [path, parseStructured(readText(tree, path) ?? "", path)]);
  const files = tree.paths().flatMap((path) => {
    const file = tree.file(path);
    return read.test(path) && file !== undefined ? [[`${folder}/${path}`, file] as const] : [];
  });
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(configs)));
  return [...files, [`${folder}/configs.json`, { mode: "100644", bytes }]];
}

const attempt = <Value extends z.ZodType>(value: Value) =>
  z.union([z.strictObject({ value }), z.strictObject({ error: z.string() })]);
const Found = z.record(
  z.string(),
  z.strictObject({
    spec: attempt(z.record(z.string(), z.tuple([z.string(), z.string()]))),
    configs: z.record(z.string(), attempt(JsonObject)),
    filters: z.record(z.string(), attempt(z.record(z.string(), z.number()))),
    mixture: attempt(z.record(z.string(), z.number())),
    records: z.record(z.string(), attempt(JsonObject)),
  }),
);

const pool = testPool();
const found = await runReaders();

async function runReaders(): Promise<z.infer<typeof Found>> {
  const files = base.paths().map((path) => [path, base.file(path)] as const);
  const given = cases.flatMap(([, tree], at) => caseFiles(tree, `cases/${at}`));
  const script = readFileSync(join(import.meta.dirname, "lab-readers.py"));
  const all = [...files, ...given, ["lab_readers.py", { mode: "100644" as const, bytes: script }] as const];
  const machine = freshSandbox(
    pool,
    indexFiles(Object.fromEntries(all.flatMap(([path, file]) => (file === undefined ? [] : [[path, file]])))),
  );
  const { stderr, exitCode } = await bash(machine, "python3 lab_readers.py", 120_000);
  if (exitCode !== 0) throw new Error(stderr);
  return Found.parse(JSON.parse(new TextDecoder().decode(machine.readFile("found.json"))));
}

const fold = (value: Json): Json => (typeof value === "string" ? foldSpace(value) : value);
const untouched = found["0"]?.spec;
const numbers = untouched !== undefined && "value" in untouched ? Object.keys(untouched.value) : [];

test("the spec as it is has its clauses", () => {
  expect(numbers.length).toBeGreaterThan(30);
});

describe.each(cases.map(([name, tree], at) => [name, tree, String(at)] as const))("%s", (_, tree, at) => {
  const lab = found[at];
  if (lab === undefined) throw new Error("not read");
  const { compose } = openCore("spec-reporting-down").environment.file;
  const reader = createReader({ tree, compose });
  const probe = (read: Read): Json => {
    const readout = reader.read(surfaceOf(read), {});
    return readout.state === "value" ? readout.value : { [readout.state]: true };
  };
  const sound = openCore("spec-reporting-down").scoring.over(tree, tree.paths()).run("halyard validate");

  test("the spec", () => {
    if ("error" in lab.spec) {
      expect(sound.exitCode).toBe(1);
      return;
    }
    const section = (heading: string, take: "text" | { field: string }): Json =>
      probe({ kind: "section", of: spec, heading, take, fields: ["Strength", "Owner"] });
    const read = Object.keys(lab.spec.value).map((number) => [
      number,
      [section(number, { field: "Strength" }), fold(section(number, "text"))],
    ]);
    expect(Object.fromEntries(read)).toEqual(lab.spec.value);
    for (const number of numbers) {
      const present = probe({ kind: "section", of: spec, heading: number, take: "present" });
      expect([number, present]).toEqual([number, number in lab.spec.value]);
    }
  });

  test("the configs", () => {
    for (const [name, config] of Object.entries(lab.configs)) {
      const whole = probe({ kind: "value", of: `experiment:${name}`, at: "" });
      expect([name, whole]).toEqual([name, "value" in config ? config.value : { unreadable: true }]);
    }
  });

  test("the filters", () => {
    for (const [name, filter] of Object.entries(lab.filters)) {
      const weight = (label: string): Json => {
        const readout = probe({
          kind: "filter",
          rules: `configs/filters/${name}.toml`,
          at: "rules",
          corpus: `tests/fixtures/corpus/${name}.jsonl`,
          where: { label: `= ${label}` },
          take: "kept_weight",
        });
        return typeof readout === "number" ? Number(readout.toFixed(9)) : readout;
      };
      if ("error" in filter) expect(weight("answer")).toEqual({ unreadable: true });
      else
        expect(Object.fromEntries(Object.keys(filter.value).map((label) => [label, weight(label)]))).toEqual(
          filter.value,
        );
    }
  });

  test("the mixture, jobs and reviews", () => {
    const sources = "value" in lab.mixture ? lab.mixture.value : {};
    for (const [source, weight] of Object.entries(sources)) {
      const at = `sources.${source}.weight`;
      expect([source, probe({ kind: "value", of: "configs/data/mixture.jsonc", at })]).toEqual([
        source,
        weight,
      ]);
    }
    expect(Object.keys(sources).length).toBeGreaterThan(0);
    for (const [path, record] of Object.entries(lab.records)) {
      const whole = probe({ kind: "value", of: path, at: "" });
      expect([path, whole]).toEqual([path, "value" in record ? record.value : { unreadable: true }]);
    }
  });
});
