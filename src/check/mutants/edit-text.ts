import { findLineChanges } from "../../diff/line-changes.js";
import type { LineChange } from "../../diff/line-changes.js";
import { isBinary } from "../../diff/is-binary.js";
import { splitLines } from "../../diff/split-lines.js";
import { overlayTree } from "../../diff/trees.js";
import type { Tree } from "../../schema/tree.js";

/** The text of a file; undefined where it is missing, a link or binary. */
export function readText(tree: Tree, path: string): string | undefined {
  const file = tree.file(path);
  if (file === undefined || file.mode === "120000" || isBinary(file.bytes)) return undefined;
  return new TextDecoder().decode(file.bytes);
}

/** The tree with one file's text replaced; a new file is an ordinary one. */
export function writeText(tree: Tree, path: string, text: string): Tree {
  const mode = tree.file(path)?.mode ?? "100644";
  return overlayTree(tree, new Map([[path, { mode, bytes: new TextEncoder().encode(text) }]]));
}

/** One run of changed lines of one file. */
export interface Hunk extends LineChange {
  readonly path: string;
  /** From 1, within the file. */
  readonly number: number;
  readonly oldLines: readonly string[];
  readonly newLines: readonly string[];
}

/** The changed lines of one text file; a file that was not there counts as empty. None for what is not text. */
export function findHunks(before: Tree, after: Tree, path: string): readonly Hunk[] {
  const newText = readText(after, path);
  const oldText = before.file(path) === undefined ? "" : readText(before, path);
  if (newText === undefined || oldText === undefined) return [];
  const oldLines = splitLines(oldText);
  const newLines = splitLines(newText);
  return findLineChanges(oldLines, newLines).map((change, position) => ({
    ...change,
    path,
    number: position + 1,
    oldLines: oldLines.slice(change.oldStart, change.oldStart + change.oldCount),
    newLines: newLines.slice(change.newStart, change.newStart + change.newCount),
  }));
}

/** The later tree with some hunks of one file undone; where nothing else of a new file is left, without the file. */
export function undoHunks(before: Tree, after: Tree, hunks: readonly Hunk[]): Tree {
  const [first] = hunks;
  if (first === undefined) return after;
  const lines = splitLines(readText(after, first.path) ?? "");
  for (const hunk of hunks.toSorted((left, right) => right.newStart - left.newStart)) {
    lines.splice(hunk.newStart, hunk.newCount, ...hunk.oldLines);
  }
  if (lines.length === 0 && before.file(first.path) === undefined) return dropFile(before, after, first.path);
  return writeText(after, first.path, lines.join(""));
}

/** The later tree with one path as it was before. */
export function dropFile(before: Tree, after: Tree, path: string): Tree {
  return overlayTree(after, new Map([[path, before.file(path)]]));
}

/** The later tree with line `offset` of a hunk's new lines replaced; an empty text removes it. */
export function replaceLine(after: Tree, hunk: Hunk, offset: number, line: string): Tree {
  const lines = splitLines(readText(after, hunk.path) ?? "");
  lines.splice(hunk.newStart + offset, 1, line);
  return writeText(after, hunk.path, lines.join(""));
}
