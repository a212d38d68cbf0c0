import type { ChangeLetter } from "./change.js";
import { plainText, type TextOptions } from "./change-text.js";
import { fatal } from "./git-failure.js";
import type { OptionKind, ParsedOptions } from "./parse-options.js";
import { compilePattern } from "./text-pattern.js";

export type DiffPart =
  "raw" | "numstat" | "stat" | "shortstat" | "summary" | "name-only" | "name-status" | "check" | "patch";

/** What to show of a list of changes. */
export interface DiffOptions {
  readonly parts: ReadonlySet<DiffPart>;
  readonly text: TextOptions;
  /** Least similarity of a rename in percent; undefined: renames are not looked for. */
  readonly renames: number | undefined;
  /** Letters to keep, all if undefined. */
  readonly filter: ((letter: ChangeLetter) => boolean) | undefined;
  readonly pickaxe: Pickaxe | undefined;
  readonly statWidth: number;
  /** What ends a record: a line feed, or a zero byte for `-z`. */
  readonly end: string;
  readonly quiet: boolean;
  readonly exitCode: boolean;
}

/** `-S` counts occurrences on both sides; `-G` looks at changed lines. */
export interface Pickaxe {
  readonly kind: "occurrences" | "lines";
  readonly count: (text: string) => number;
  readonly wholeChange: boolean;
}

/** The long options that every command which shows changes takes. */
export const diffLong: Readonly<Record<string, OptionKind>> = {
  patch: "flag",
  "no-patch": "flag",
  raw: "flag",
  stat: "optional",
  numstat: "flag",
  shortstat: "flag",
  summary: "flag",
  "patch-with-stat": "flag",
  "name-only": "flag",
  "name-status": "flag",
  check: "flag",
  unified: "value",
  binary: "flag",
  "full-index": "flag",
  "find-renames": "optional",
  "find-copies": "optional",
  renames: "flag",
  "diff-filter": "value",
  "ignore-all-space": "flag",
  "ignore-space-change": "flag",
  "ignore-space-at-eol": "flag",
  pickaxe: "value",
  grepdiff: "value",
  "pickaxe-all": "flag",
  "pickaxe-regex": "flag",
  color: "optional",
  "color-words": "optional",
  "color-moved": "optional",
  "word-diff": "optional",
  "ws-error-highlight": "value",
  "function-context": "flag",
  "ext-diff": "flag",
  textconv: "flag",
  "indent-heuristic": "flag",
  minimal: "flag",
  patience: "flag",
  histogram: "flag",
  "diff-algorithm": "value",
  quiet: "flag",
  "exit-code": "flag",
  reverse: "flag",
  null: "flag",
  abbrev: "optional",
  "no-prefix": "flag",
  "src-prefix": "value",
  "dst-prefix": "value",
  text: "flag",
};

export const diffShort: Readonly<Record<string, string>> = {
  p: "patch",
  u: "patch",
  s: "no-patch",
  U: "unified",
  M: "find-renames",
  C: "find-copies",
  S: "pickaxe",
  G: "grepdiff",
  w: "ignore-all-space",
  b: "ignore-space-change",
  z: "null",
  a: "text",
  W: "function-context",
};

const simpleParts = [
  "raw",
  "numstat",
  "stat",
  "shortstat",
  "summary",
  "name-only",
  "name-status",
  "check",
] as const;

/** Reads the shared options; `reverse` is the name of `-R` where a command has it. */
export function readDiffOptions(options: ParsedOptions, defaults: readonly DiffPart[]): DiffOptions {
  const parts = new Set<DiffPart>(simpleParts.filter((part) => options.has(part)));
  if (options.has("patch-with-stat")) parts.add("stat");
  if (["patch", "unified", "binary", "patch-with-stat"].some((name) => options.has(name))) parts.add("patch");
  if (parts.size === 0) for (const part of defaults) parts.add(part);
  if (options.has("no-patch")) parts.clear();
  const context = options.value("unified");
  if (context !== undefined && !/^\d+$/.test(context)) throw fatal("--unified expects a numerical value");
  return {
    parts,
    text: {
      ...plainText,
      context: context === undefined ? 3 : Number(context),
      binary: options.has("binary"),
      fullIndex: options.has("full-index"),
      ignoreSpace: spaceOption(options),
      reverse: options.has("reverse"),
      ...readPrefixes(options),
    },
    renames: options.negated("renames") ? undefined : similarity(options.value("find-renames") ?? ""),
    filter: letterFilter(options.value("diff-filter")),
    pickaxe: readPickaxe(options),
    statWidth: Number(options.value("stat")?.split(",")[0] ?? "") || 80,
    end: options.has("null") ? "\0" : "\n",
    quiet: options.has("quiet"),
    exitCode: options.has("exit-code") || options.has("quiet"),
  };
}

function readPrefixes(options: ParsedOptions): Pick<TextOptions, "prefixes"> {
  const old = options.has("no-prefix") ? "" : (options.value("src-prefix") ?? "a/");
  const fresh = options.has("no-prefix") ? "" : (options.value("dst-prefix") ?? "b/");
  const changed = options.has("reverse") || old !== "a/" || fresh !== "b/";
  return changed ? { prefixes: options.has("reverse") ? [fresh, old] : [old, fresh] } : {};
}

function spaceOption(options: ParsedOptions): TextOptions["ignoreSpace"] {
  if (options.has("ignore-all-space")) return "all";
  if (options.has("ignore-space-change")) return "amount";
  return options.has("ignore-space-at-eol") ? "end" : "none";
}

/** `-M60%`, `-M6` (sixty percent) and `-M` as percent. */
function similarity(value: string): number {
  if (value === "") return 50;
  const number = value.replace("%", "");
  return value.endsWith("%") ? Number(number) : Number(`0.${number}`) * 100;
}

function letterFilter(letters: string | undefined): ((letter: ChangeLetter) => boolean) | undefined {
  if (letters === undefined) return undefined;
  const unwanted = letters.replace(/[^a-z]/g, "").toUpperCase();
  const wanted = letters.replace(/[^A-Z]/g, "");
  return (letter) => !unwanted.includes(letter) && (wanted === "" || wanted.includes(letter));
}

function readPickaxe(options: ParsedOptions): Pickaxe | undefined {
  const wholeChange = options.has("pickaxe-all");
  const text = options.value("pickaxe");
  const pattern = options.value("grepdiff") ?? (options.has("pickaxe-regex") ? text : undefined);
  if (pattern !== undefined) {
    const matcher = compilePattern([pattern], { kind: "extended" });
    const kind = options.has("grepdiff") ? "lines" : "occurrences";
    return { kind, count: (content) => matcher.count(content), wholeChange };
  }
  if (text === undefined) return undefined;
  return { kind: "occurrences", count: (content) => content.split(text).length - 1, wholeChange };
}
