import type { LineChange } from "./line-changes.js";

/** Where hunks read from: lines with their line feeds, all of both sides. */
export interface LinePair {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Unified hunks with `context` lines around each change, as `git diff` prints them; empty without changes. */
export function formatHunks(pair: LinePair, changes: readonly LineChange[], context: number): string {
  return groupChanges(changes, context)
    .map((group) => formatHunk(pair, group, context))
    .join("");
}

/** Changes whose context would touch share a hunk. */
function groupChanges(changes: readonly LineChange[], context: number): LineChange[][] {
  const groups: LineChange[][] = [];
  let group: LineChange[] = [];
  let end = -Infinity;
  for (const change of changes) {
    if (change.oldStart - end > 2 * context) {
      group = [];
      groups.push(group);
    }
    group.push(change);
    end = change.oldStart + change.oldCount;
  }
  return groups;
}

function formatHunk({ before, after }: LinePair, group: readonly LineChange[], context: number): string {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return "";
  const lead = Math.min(context, first.oldStart);
  const oldStart = first.oldStart - lead;
  const newStart = first.newStart - lead;
  const trail = Math.min(context, before.length - last.oldStart - last.oldCount);
  const oldEnd = last.oldStart + last.oldCount + trail;
  const newEnd = last.newStart + last.newCount + trail;
  let body = "";
  let position = oldStart;
  for (const change of group) {
    body += formatLines(" ", before, position, change.oldStart);
    body += formatLines("-", before, change.oldStart, change.oldStart + change.oldCount);
    body += formatLines("+", after, change.newStart, change.newStart + change.newCount);
    position = change.oldStart + change.oldCount;
  }
  body += formatLines(" ", before, position, oldEnd);
  const ranges = `-${formatRange(oldStart, oldEnd)} +${formatRange(newStart, newEnd)}`;
  return `@@ ${ranges} @@${sectionHeading(before, oldStart)}\n${body}`;
}

function formatLines(sign: string, lines: readonly string[], start: number, end: number): string {
  let text = "";
  for (let position = start; position < end; position++) text += sign + (lines[position] ?? "");
  return end > start && !text.endsWith("\n") ? `${text}\n\\ No newline at end of file\n` : text;
}

function formatRange(start: number, end: number): string {
  const count = end - start;
  const first = count === 0 ? start : start + 1;
  return count === 1 ? String(first) : `${first},${count}`;
}

/** The nearest line above that starts with a letter, as git shows it after the second `@@`: at most 80 bytes. */
function sectionHeading(lines: readonly string[], start: number): string {
  for (let position = start - 1; position >= 0; position--) {
    const line = lines[position] ?? "";
    if (/^[A-Za-z_$]/.test(line)) return ` ${line.slice(0, 80).replace(/[ \t\n\r]+$/, "")}`;
  }
  return "";
}
