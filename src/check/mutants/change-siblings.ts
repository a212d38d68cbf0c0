import { diffTrees } from "../../diff/diff-trees.js";
import { parseStructured } from "../../probes/parse-structured.js";
import type { Json } from "../../schema/common.js";
import type { Surface } from "../../schema/environment.js";
import type { StagedScoring } from "../scoring.js";
import { readText, writeText } from "./edit-text.js";
import { listLeaves, type Leaf } from "./list-leaves.js";
import { altered, type Mutant, type MutantSource } from "./mutant.js";
import { otherValue } from "./other-value.js";
import { fileEnding } from "./rewrite-cosmetics.js";
import { addEntry, setAt } from "./set-value.js";

/**
 * The work plus a change beside it: one other field of each structured file that the work touches, one other value of each
 * config that an expected surface is composed from, or a line more below a heading of a document that surfaces read. Work that
 * is undone so must not score as plain work. Remarks of the environment (a note, an owner) are left alone.
 */
export function changeSiblings(source: MutantSource, scoring: StagedScoring): readonly Mutant[] {
  return [...changeFields(source), ...changeConfigs(source, scoring), ...addLines(source)].map((mutant) => ({
    ...mutant,
    expected: altered,
    strict: true,
  }));
}

type Change = Pick<Mutant, "name" | "tree">;

function changeFields({ base, oracle, changes, environment }: MutantSource): readonly Change[] {
  return changes.flatMap(({ path }) => {
    const text = readText(oracle, path);
    const before = readText(base, path);
    if (text === undefined || before === undefined) return [];
    const untouched = new Set(leavesOf(before, path).map(keyOf));
    return leavesOf(text, path).flatMap((leaf) => {
      if (!untouched.has(keyOf(leaf)) || isRemark(leaf, environment.remarks)) return [];
      const edited = setAt(text, path, leaf.keys, otherLeaf(leaf.value));
      if (edited === undefined || edited === text) return [];
      return [{ name: `${leaf.path} of ${path} changed too`, tree: writeText(oracle, path, edited) }];
    });
  });
}

function changeConfigs(
  { base, oracle, environment, scoring: spec }: MutantSource,
  scoring: StagedScoring,
): readonly Change[] {
  const expected = spec.expect.flatMap(({ surface, with: choice }) => {
    const { read } = environment.surfaces[surface] ?? {};
    if (read?.kind !== "value") return [];
    const filled = (text: string): string =>
      text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(choice[name] ?? whole));
    return [{ of: filled(read.of), at: filled(read.at) }];
  });
  const reading = scoring.over(
    oracle,
    diffTrees(base, oracle).map(({ path }) => path),
  );
  return [...new Set(expected.map(({ of }) => of))].flatMap((of) => {
    const [, kind = "", name = ""] = /^([\w.-]+):(.+)$/.exec(of) ?? [];
    const { entry, overrides } = environment.compose[kind] ?? {};
    if (entry === undefined || overrides === undefined) return [];
    const path = entry.replace("*", name);
    const text = readText(oracle, path);
    const whole = reading.read(wholeOf(of), {});
    if (text === undefined || whole.state !== "value") return [];
    const asked = new Set(expected.filter((one) => one.of === of).map(({ at }) => at));
    return listLeaves(whole.value).flatMap((leaf) => {
      if (asked.has(leaf.path) || isRemark(leaf, environment.remarks)) return [];
      const edited = addEntry(text, overrides, leaf.path, otherLeaf(leaf.value));
      if (edited === undefined) return [];
      return [{ name: `${leaf.path} of ${of} changed too`, tree: writeText(oracle, path, edited) }];
    });
  });
}

function wholeOf(of: string): Surface {
  return {
    says: "a whole config",
    read: { kind: "value", of, at: "" },
    params: {},
    axis: "capability",
    sign: 1,
  };
}

function addLines({ oracle, changes, environment }: MutantSource): readonly Change[] {
  const read = new Set(
    Object.values(environment.surfaces).flatMap((surface) =>
      surface.read.kind === "section" ? [surface.read.of] : [],
    ),
  );
  return changes.flatMap(({ path }) => {
    const lines = read.has(path) ? (readText(oracle, path) ?? "").split("\n") : [];
    return lines.flatMap((line, at) => {
      if (!/^#+\s/.test(line)) return [];
      const edited = lines.toSpliced(at + 1, 0, "", "Where it matters, it is otherwise.");
      return [
        { name: `a line more below ${line} of ${path}`, tree: writeText(oracle, path, edited.join("\n")) },
      ];
    });
  });
}

/** The leaves of a structured file, or of the records of a JSONL file by their place. */
function leavesOf(text: string, path: string): readonly Leaf[] {
  const ending = fileEnding(path);
  if (!["yaml", "yml", "json", "jsonc", "toml", "jsonl"].includes(ending)) return [];
  try {
    if (ending !== "jsonl") return listLeaves(parseStructured(text, path));
    return text.split("\n").flatMap((line, at) => {
      if (line.trim() === "") return [];
      return listLeaves(parseStructured(line, `${path}.json`)).map((leaf) => ({
        ...leaf,
        path: `line ${at + 1}: ${leaf.path}`,
        keys: [at, ...leaf.keys],
      }));
    });
  } catch {
    return [];
  }
}

const keyOf = ({ keys, value }: Leaf): string => JSON.stringify([keys, value]);

/** A remark's names stand one after the other among a leaf's keys. */
function isRemark({ keys }: Leaf, remarks: readonly string[]): boolean {
  const names = `.${keys.filter((key) => typeof key === "string").join(".")}.`;
  return remarks.some((remark) => names.includes(`.${remark}.`));
}

function otherLeaf(value: Json): Json {
  if (Array.isArray(value)) return value.slice(0, -1);
  return otherValue(value, {}) ?? "elsewhere";
}
