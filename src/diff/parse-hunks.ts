import type { Hunk } from "./patch.js";
import { failAtLine, peekLine } from "./patch-lines.js";
import type { PatchLines } from "./patch-lines.js";

const heading = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** Reads the hunks at the cursor and leaves it on the first line after them. */
export function parseHunks(reader: PatchLines): Hunk[] {
  const hunks: Hunk[] = [];
  for (;;) {
    const line = peekLine(reader);
    if (line?.startsWith("@@ ") !== true) return hunks;
    const match = heading.exec(line);
    if (match === null) failAtLine(reader, "a hunk heading such as '@@ -1,3 +1,4 @@'");
    reader.next++;
    hunks.push(parseHunk(reader, Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)));
  }
}

function parseHunk(reader: PatchLines, oldStart: number, oldCount: number, newCount: number): Hunk {
  const before: string[] = [];
  const after: string[] = [];
  let trailing = 0;
  while (before.length < oldCount || after.length < newCount) {
    const line = peekLine(reader);
    // Some tools drop the space of an empty line of context.
    const sign = line === "" ? " " : line?.charAt(0);
    const text = `${line?.slice(1) ?? ""}\n`;
    if (sign !== " " && sign !== "-" && sign !== "+")
      failAtLine(reader, "' ', '-' or '+' (the hunk is too short)");
    if (sign !== "+") before.push(text);
    if (sign !== "-") after.push(text);
    trailing = sign === " " ? trailing + 1 : 0;
    reader.next++;
    if (peekLine(reader)?.startsWith("\\") === true) {
      if (sign !== "+") removeLineFeed(before);
      if (sign !== "-") removeLineFeed(after);
      reader.next++;
    }
  }
  if (before.length > oldCount || after.length > newCount) {
    failAtLine(reader, `${oldCount} old and ${newCount} new lines in the hunk above`);
  }
  return { oldStart, before, after, trailing };
}

function removeLineFeed(lines: string[]): void {
  const last = lines.pop();
  if (last !== undefined) lines.push(last.slice(0, -1));
}
