import { findLineChanges } from "../../diff/line-changes.js";
import { quotePath } from "../../diff/quote-path.js";
import { splitLines } from "../../diff/split-lines.js";
import { bytesToText, packText } from "./text-bytes.js";
import type { Entry } from "./object-types.js";
import type { Repository } from "./repository.js";

/** One file that a merge made of two. */
export interface CombinedChange {
  readonly path: string;
  readonly parents: readonly [Entry, Entry];
  readonly result: Entry;
  /** The result lies in the working tree only, so it has no id to show. */
  readonly unstored: boolean;
}

/** A line of the result, with what stood before it and is gone. `missing` and `lost.from` are bit sets of parents. */
interface Slot {
  readonly text: string;
  missing: number;
  lost: { text: string; from: number }[];
}

const both = 3;
const contextLines = 3;

/** A merged file against both of its parents, as `diff --cc` shows it; empty where it follows one of them throughout. */
export async function combinedText(repository: Repository, change: CombinedChange): Promise<string> {
  const read = async ({ oid }: Entry) => splitLines(bytesToText(await repository.objects.blob(oid)));
  const result = await read(change.result);
  const parents = [await read(change.parents[0]), await read(change.parents[1])];
  const slots = markSlots(result, parents);
  const shown = chooseLines(slots);
  if (!shown.includes(true) && !change.unstored) return "";
  const name = packText(quotePath(`a/${change.path}`));
  const fresh = packText(quotePath(`b/${change.path}`));
  const [one, other] = change.parents.map(({ oid }) => repository.abbreviate(oid));
  const id = change.unstored ? "0000000" : repository.abbreviate(change.result.oid);
  let text = `diff --cc ${packText(quotePath(change.path))}\nindex ${one ?? ""},${other ?? ""}..${id}\n--- ${name}\n+++ ${fresh}\n`;
  for (let start = shown.indexOf(true); start !== -1; start = shown.indexOf(true, start)) {
    let end = shown.indexOf(false, start);
    if (end === -1) end = shown.length;
    text += formatHunk(slots, start, end);
    start = end;
  }
  return text;
}

function markSlots(result: readonly string[], parents: readonly (readonly string[])[]): Slot[] {
  const slots: Slot[] = [...result, ""].map((text) => ({ text, missing: 0, lost: [] }));
  for (const [number, lines] of parents.entries()) {
    const bit = 1 << number;
    for (const change of findLineChanges(lines, result)) {
      for (let at = change.newStart; at < change.newStart + change.newCount; at++) {
        const slot = slots[at];
        if (slot !== undefined) slot.missing |= bit;
      }
      const slot = slots[change.newStart];
      const gone = lines.slice(change.oldStart, change.oldStart + change.oldCount);
      if (slot !== undefined) slot.lost = joinLost(slot.lost, gone, bit);
    }
  }
  return slots;
}

/** Joins the lines that a second parent lost to those of the first; equal lines in the same order become one. */
function joinLost(known: Slot["lost"], gone: readonly string[], bit: number): Slot["lost"] {
  const joined: Slot["lost"] = [];
  let at = 0;
  for (const text of gone) {
    const same = known.findIndex((line, place) => place >= at && line.text === text);
    if (same === -1) {
      joined.push({ text, from: bit });
      continue;
    }
    joined.push(...known.slice(at, same), { text, from: (known[same]?.from ?? 0) | bit });
    at = same + 1;
  }
  return at === 0 ? [...known, ...joined] : [...joined, ...known.slice(at)];
}

/** Which lines to show: changed runs in which the result follows neither parent alone, with their context. */
function chooseLines(slots: readonly Slot[]): boolean[] {
  const shown = slots.map(() => false);
  const changed = slots.map((slot) => slot.missing !== 0 || slot.lost.length > 0);
  for (let start = changed.indexOf(true); start !== -1;) {
    let end = start;
    for (let at = start; at < slots.length && at <= end + 2 * contextLines; at++)
      if (changed[at] === true) end = at;
    const kinds = new Set(
      slots
        .slice(start, end + 1)
        .flatMap(({ missing, lost }) => [
          ...(missing === 0 ? [] : [missing]),
          ...lost.map(({ from }) => from),
        ]),
    );
    if (kinds.size > 1 || kinds.has(both))
      shown.fill(true, Math.max(0, start - contextLines), Math.min(slots.length - 1, end + contextLines + 1));
    if (shown[start] === true && end === slots.length - 1) shown[end] = true;
    start = changed.indexOf(true, end + 1);
  }
  return shown;
}

function formatHunk(slots: readonly Slot[], start: number, end: number): string {
  const columns = (bits: number, sign: string) =>
    [1, 2].map((bit) => ((bits & bit) === 0 ? " " : sign)).join("");
  const isEnd = (at: number) => at === slots.length - 1;
  let body = "";
  const counts = [0, 0];
  const starts = [0, 1].map((parent) => parentLine(slots, start, 1 << parent));
  for (let at = start; at < end; at++) {
    const slot = slots[at];
    if (slot === undefined) continue;
    for (const { text, from } of slot.lost) {
      body += `${columns(from, "-")}${ended(text)}`;
      for (const parent of [0, 1])
        if ((from & (1 << parent)) !== 0) counts[parent] = (counts[parent] ?? 0) + 1;
    }
    if (isEnd(at)) continue;
    body += `${columns(slot.missing, "+")}${ended(slot.text)}`;
    for (const parent of [0, 1])
      if ((slot.missing & (1 << parent)) === 0) counts[parent] = (counts[parent] ?? 0) + 1;
  }
  const size = end - start - (isEnd(end - 1) ? 1 : 0);
  const range = (sign: string, first: number, count: number) =>
    `${sign}${count === 0 ? first - 1 : first},${count}`;
  const ranges = [
    range("-", starts[0] ?? 1, counts[0] ?? 0),
    range("-", starts[1] ?? 1, counts[1] ?? 0),
    range("+", start + 1, size),
  ];
  return `@@@ ${ranges.join(" ")} @@@${heading(slots, start)}\n${body}`;
}

/** The parent's line number at a place of the result. */
function parentLine(slots: readonly Slot[], place: number, bit: number): number {
  let line = 1;
  for (const slot of slots.slice(0, place)) {
    if ((slot.missing & bit) === 0) line++;
    line += slot.lost.filter(({ from }) => (from & bit) !== 0).length;
  }
  return line;
}

function heading(slots: readonly Slot[], start: number): string {
  for (let at = start - 1; at >= 0; at--) {
    const line = slots[at]?.text ?? "";
    // git leaves out the last character here, so this does too.
    if (/^[A-Za-z_$]/.test(line)) return ` ${line.slice(0, 40).trimEnd().slice(0, -1)}`;
  }
  return "";
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n\\ No newline at end of file\n`;
}
