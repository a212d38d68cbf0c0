import { formatFileDiff } from "../../diff/format-file-diff.js";
import { formatHunks, type LinePair } from "../../diff/format-hunks.js";
import { isBinary } from "../../diff/is-binary.js";
import { findLineChanges, type LineChange } from "../../diff/line-changes.js";
import { quotePath } from "../../diff/quote-path.js";
import { splitLines } from "../../diff/split-lines.js";
import type { FileMode, TreeFile } from "../../schema/tree.js";
import { changePath, type Change, type Side } from "./change.js";
import type { Repository } from "./repository.js";
import { bytesToText, packText } from "./text-bytes.js";

/** How the text of a change is shown. */
export interface TextOptions {
  readonly context: number;
  readonly binary: boolean;
  readonly fullIndex: boolean;
  /** `all`: white space never counts; `amount`: how much of it does not count; `end`: at the end of lines. */
  readonly ignoreSpace: "none" | "end" | "amount" | "all";
  readonly reverse: boolean;
  /** What stands before the names, if not `a/` and `b/`. */
  readonly prefixes?: readonly [string, string];
}

export const plainText: TextOptions = {
  context: 3,
  binary: false,
  fullIndex: false,
  ignoreSpace: "none",
  reverse: false,
};

/** Lines added and deleted, or the sizes of a binary file in bytes. */
export type ChangeCounts =
  | { readonly binary: false; readonly added: number; readonly deleted: number }
  | { readonly binary: true; readonly before: number; readonly after: number };

/** A change as `git diff` prints it, one character per byte. */
export async function changeText(
  repository: Repository,
  change: Change,
  options: TextOptions,
): Promise<string> {
  if (change.unmerged !== undefined) return `* Unmerged path ${change.unmerged}\n`;
  const before = await loadSide(repository, change.before);
  const after = await loadSide(repository, change.after);
  const rename =
    change.similarity === undefined || change.before === undefined
      ? {}
      : { renamed: { from: change.before.path, similarity: change.similarity } };
  const plain = formatFileDiff(
    { path: changePath(change), before, after, ...rename },
    {
      context: options.context,
      idLength: options.fullIndex
        ? 40
        : repository.abbreviate(change.after?.oid ?? change.before?.oid ?? "").length,
      binary: options.binary ? "literal" : "summary",
    },
  );
  const text = options.prefixes === undefined ? plain : replacePrefixes(plain, change, options.prefixes);
  const start = text.indexOf("\n@@ ");
  if (options.ignoreSpace === "none" || start === -1) return text;
  const pair = { before: sideLines(before), after: sideLines(after) };
  const changes = findLineChanges(
    pair.before.map((line) => looseLine(line, options.ignoreSpace)),
    pair.after.map((line) => looseLine(line, options.ignoreSpace)),
  );
  if (changes.length === 0) return "";
  return (
    text.slice(0, start + 1) +
    formatHunks({ ...pair, before: adoptContext(pair, changes) }, changes, options.context)
  );
}

/** The old lines with the new side's spelling of those that count as unchanged. */
function adoptContext({ before, after }: LinePair, changes: readonly LineChange[]): string[] {
  const lines = [...before];
  let at = 0;
  let shift = 0;
  for (const change of [...changes, { oldStart: lines.length, oldCount: 0, newStart: 0, newCount: 0 }]) {
    for (; at < change.oldStart; at++) lines[at] = after[at + shift] ?? "";
    at += change.oldCount;
    shift += change.newCount - change.oldCount;
  }
  return lines;
}

/** Puts other prefixes than `a/` and `b/` before the names in the headers. */
function replacePrefixes(text: string, change: Change, prefixes: readonly [string, string]): string {
  const from = change.before?.path ?? changePath(change);
  const to = changePath(change);
  const name = (prefix: string, path: string) => packText(quotePath(`${prefix}${path}`));
  const names = (old: string, fresh: string) => `diff --git ${name(old, from)} ${name(fresh, to)}\n`;
  return text
    .replace(names("a/", "b/"), () => names(...prefixes))
    .replace(`\n--- ${name("a/", from)}`, () => `\n--- ${name(prefixes[0], from)}`)
    .replace(`\n+++ ${name("b/", to)}`, () => `\n+++ ${name(prefixes[1], to)}`);
}

function looseLine(line: string, how: TextOptions["ignoreSpace"]): string {
  if (how === "none") return line;
  if (how === "all") return line.replace(/\s+/g, "");
  const trimmed = line.trimEnd();
  return how === "end" ? trimmed : trimmed.replace(/[ \t]+/g, " ");
}

export async function changeCounts(
  repository: Repository,
  change: Change,
  options = plainText,
): Promise<ChangeCounts> {
  const before = await loadSide(repository, change.before);
  const after = await loadSide(repository, change.after);
  if ((before !== undefined && isBinary(before.bytes)) || (after !== undefined && isBinary(after.bytes))) {
    return { binary: true, before: before?.bytes.length ?? 0, after: after?.bytes.length ?? 0 };
  }
  const loose = (file: TreeFile | undefined) =>
    sideLines(file).map((line) => looseLine(line, options.ignoreSpace));
  let added = 0;
  let deleted = 0;
  for (const { oldCount, newCount } of findLineChanges(loose(before), loose(after))) {
    added += newCount;
    deleted += oldCount;
  }
  return { binary: false, added, deleted };
}

async function loadSide(repository: Repository, side: Side | undefined): Promise<TreeFile | undefined> {
  return side === undefined
    ? undefined
    : { mode: fileMode(side.mode), bytes: await repository.objects.blob(side.oid) };
}

function fileMode(mode: string): FileMode {
  return mode === "100755" || mode === "120000" ? mode : "100644";
}

function sideLines(file: TreeFile | undefined): string[] {
  return file === undefined ? [] : splitLines(bytesToText(file.bytes));
}

/** The same change seen from the other side. */
export function reverseChange(change: Change): Change {
  return { ...change, before: change.after, after: change.before };
}
