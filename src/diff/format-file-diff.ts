import { deflateSync } from "node:zlib";
import type { TreeFile } from "../schema/tree.js";
import { encodeBase85 } from "./base85.js";
import { blobId } from "./blob-id.js";
import { formatHunks } from "./format-hunks.js";
import { isBinary } from "./is-binary.js";
import { findLineChanges } from "./line-changes.js";
import { quotePath } from "./quote-path.js";
import { splitLines } from "./split-lines.js";

/** One file before and after; undefined where it does not exist. */
export interface FileDiff {
  readonly path: string;
  readonly before: TreeFile | undefined;
  readonly after: TreeFile | undefined;
  /** Where the file came from, if it was renamed; similarity is a percentage. */
  readonly renamed?: { readonly from: string; readonly similarity: number };
}

export interface FileDiffOptions {
  /** Lines around each change. */
  readonly context: number;
  /** Digits of the ids on the index line: 40 for all. */
  readonly idLength: number;
  /** Binary content as a literal that can be applied, or a line that says it differs. */
  readonly binary: "literal" | "summary";
}

/** What `git diff --binary --full-index` shows. */
const patchOptions: FileDiffOptions = { context: 3, idLength: 40, binary: "literal" };

const empty = new Uint8Array(0);
const noId = "0".repeat(40);

/**
 * One file's part of `git diff`: headers and hunks, one character per byte (write it as latin1).
 * Empty where nothing changed. A file that became a link, or the reverse, is deleted and added.
 */
export function formatFileDiff(diff: FileDiff, options: FileDiffOptions = patchOptions): string {
  const { path, before, after } = diff;
  if (before !== undefined && after !== undefined && isLink(before) !== isLink(after)) {
    return (
      formatFileDiff({ path, before, after: undefined }, options) +
      formatFileDiff({ path, before: undefined, after }, options)
    );
  }
  const oldBytes = before?.bytes ?? empty;
  const newBytes = after?.bytes ?? empty;
  const sameContent = Buffer.compare(oldBytes, newBytes) === 0;
  const header = formatHeader(diff);
  if (sameContent && before !== undefined && after !== undefined) {
    return diff.renamed !== undefined || before.mode !== after.mode ? header : "";
  }
  const binary = isBinary(oldBytes) || isBinary(newBytes);
  const idLength = binary && options.binary === "literal" ? 40 : options.idLength;
  const index = formatIndexLine(before, after, idLength);
  if (sameContent) return header + index;
  return header + index + (binary ? formatBinary(diff, options) : formatText(diff, options));
}

function isLink(file: TreeFile): boolean {
  return file.mode === "120000";
}

function formatHeader({ path, before, after, renamed }: FileDiff): string {
  const from = renamed?.from ?? path;
  let header = `diff --git ${quotePath(`a/${from}`)} ${quotePath(`b/${path}`)}\n`;
  if (before === undefined && after !== undefined) header += `new file mode ${after.mode}\n`;
  if (before !== undefined && after === undefined) header += `deleted file mode ${before.mode}\n`;
  if (before !== undefined && after !== undefined && before.mode !== after.mode) {
    header += `old mode ${before.mode}\nnew mode ${after.mode}\n`;
  }
  if (renamed !== undefined) {
    header += `similarity index ${renamed.similarity}%\nrename from ${quotePath(from)}\nrename to ${quotePath(path)}\n`;
  }
  return header;
}

function formatIndexLine(before: TreeFile | undefined, after: TreeFile | undefined, length: number): string {
  const oldId = before === undefined ? noId : blobId(before.bytes);
  const newId = after === undefined ? noId : blobId(after.bytes);
  const mode = before?.mode === after?.mode && after !== undefined ? ` ${after.mode}` : "";
  return `index ${oldId.slice(0, length)}..${newId.slice(0, length)}${mode}\n`;
}

/** The two names as they stand in `---` and `+++` lines. */
function labels({ path, before, after, renamed }: FileDiff): { old: string; new: string } {
  return {
    old: before === undefined ? "/dev/null" : quotePath(`a/${renamed?.from ?? path}`),
    new: after === undefined ? "/dev/null" : quotePath(`b/${path}`),
  };
}

function formatText(diff: FileDiff, options: FileDiffOptions): string {
  const label = labels(diff);
  const pair = { before: readLines(diff.before), after: readLines(diff.after) };
  const hunks = formatHunks(pair, findLineChanges(pair.before, pair.after), options.context);
  return `--- ${endLabel(label.old)}\n+++ ${endLabel(label.new)}\n${hunks}`;
}

/** A name with a space is followed by a tab, so that readers know where it ends. */
function endLabel(label: string): string {
  return label.includes(" ") ? `${label}\t` : label;
}

/** The lines of a file, one character per byte. */
export function readLines(file: TreeFile | undefined): string[] {
  return file === undefined ? [] : splitLines(decodeLatin1(file.bytes));
}

function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function formatBinary(diff: FileDiff, options: FileDiffOptions): string {
  if (options.binary === "summary") {
    const label = labels(diff);
    return `Binary files ${label.old} and ${label.new} differ\n`;
  }
  const forward = formatLiteral(diff.after?.bytes ?? empty);
  return `GIT binary patch\n${forward}${formatLiteral(diff.before?.bytes ?? empty)}`;
}

function formatLiteral(bytes: Uint8Array): string {
  return `literal ${bytes.length}\n${encodeBase85(deflateSync(bytes))}\n`;
}
