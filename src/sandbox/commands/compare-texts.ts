import { diffLines, structuredPatch } from "diff";
import type { FileStat } from "../machine-command.js";
import { formatTime } from "./format-time.js";

/** One of the two files that are compared. */
export interface ComparedFile {
  readonly name: string;
  readonly text: string;
  readonly stat: FileStat | undefined;
}

const noNewline = "\\ No newline at end of file\n";

/** The unified form of `diff -u`, with so many lines of context. Times are shown in the given zone. */
export function unifiedDiff(
  before: ComparedFile,
  after: ComparedFile,
  context: number,
  offsetMs: number,
): string {
  const patch = structuredPatch("", "", before.text, after.text, undefined, undefined, { context });
  const head = (mark: string, file: ComparedFile): string => {
    const time = formatTime("%Y-%m-%d %H:%M:%S.%N %z", file.stat?.mtimeMs ?? 0, offsetMs);
    return `${mark} ${file.name}\t${time}\n`;
  };
  const hunks = patch.hunks.map((hunk) => {
    const range = (start: number, count: number): string => (count === 1 ? `${start}` : `${start},${count}`);
    const title = `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@\n`;
    return title + hunk.lines.map((line) => `${line}\n`).join("");
  });
  return head("---", before) + head("+++", after) + hunks.join("");
}

/** The form of plain `diff`: `2,3c2`, then the lines that go and the lines that come. */
export function normalDiff(before: string, after: string): string {
  const output: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  const parts = diffLines(before, after);
  for (let place = 0; place < parts.length; place += 1) {
    const part = parts[place];
    if (part === undefined) break;
    if (!part.added && !part.removed) {
      oldLine += part.count;
      newLine += part.count;
      continue;
    }
    const next = parts[place + 1];
    const removed = part.removed ? part : undefined;
    const added = part.added ? part : next?.added ? next : undefined;
    if (removed !== undefined && added !== undefined) place += 1;
    output.push(change(oldLine, newLine, removed?.value ?? "", added?.value ?? ""));
    oldLine += removed?.count ?? 0;
    newLine += added?.count ?? 0;
  }
  return output.join("");
}

function change(oldLine: number, newLine: number, removed: string, added: string): string {
  const old = linesOf(removed);
  const fresh = linesOf(added);
  const letter = old.length === 0 ? "a" : fresh.length === 0 ? "d" : "c";
  const left = old.length === 0 ? `${oldLine - 1}` : range(oldLine, old.length);
  const right = fresh.length === 0 ? `${newLine - 1}` : range(newLine, fresh.length);
  const body = [marked("<", removed), letter === "c" ? "---\n" : "", marked(">", added)];
  return `${left}${letter}${right}\n${body.join("")}`;
}

function range(start: number, count: number): string {
  return count === 1 ? `${start}` : `${start},${start + count - 1}`;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function marked(mark: string, text: string): string {
  const lines = linesOf(text).map((line) => `${mark} ${line}\n`);
  return lines.join("") + (text === "" || text.endsWith("\n") ? "" : noNewline);
}
