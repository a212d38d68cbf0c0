import { isOwn, type Entry } from "./list-entries.js";

/** Characters that a judge is given at most, whatever the length of the trial. */
const maxTotal = 240_000;

/** Characters that may be left of one entry, the most generous first; results and calls before words. */
const steps = [
  { bulk: 4_000, words: 40_000 },
  { bulk: 2_000, words: 20_000 },
  { bulk: 1_000, words: 10_000 },
  { bulk: 500, words: 5_000 },
  { bulk: 250, words: 2_000 },
  { bulk: 120, words: 600 },
] as const;

/**
 * Shortens entries so that all together fit. Every entry of a kind has the same bound, and keeps its beginning and
 * its end; what the tools printed is cut before what anybody said. At the last step, entries may go from the middle.
 */
export function shortenEntries(entries: readonly Entry[]): Entry[] {
  for (const { bulk, words } of steps) {
    const cut = entries.map((entry) => ({
      ...entry,
      text: cutMiddle(entry.text, isBulk(entry) ? bulk : words),
    }));
    if (sizeOf(cut) <= maxTotal) return cut;
    if (bulk === steps.at(-1)?.bulk) return dropMiddle(cut);
  }
  return [...entries];
}

function isBulk(entry: Entry): boolean {
  return entry.kind === "result" || entry.kind === "calls";
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((total, { text }) => total + text.length + 60, 0);
}

/** A text's beginning and end, at most `limit` characters of them. */
export function cutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil(limit * 0.6);
  const left = text.slice(0, head);
  const right = text.slice(text.length - (limit - head));
  return `${left}\n[... ${text.length - limit} characters left out ...]\n${right}`;
}

/** Keeps the first and the last entries of a trial of thousands; the assistant's last words are among them. */
function dropMiddle(entries: readonly Entry[]): Entry[] {
  const head: Entry[] = [];
  const tail: Entry[] = [];
  let room = maxTotal;
  for (let at = 0; at * 2 < entries.length; at += 1) {
    const first = entries[at];
    const last = entries[entries.length - 1 - at];
    if (first === undefined || last === undefined) break;
    room -= first.text.length + last.text.length + 120;
    if (room < 0) break;
    head.push(first);
    if (at !== entries.length - 1 - at) tail.unshift(last);
  }
  const dropped = entries.slice(head.length, entries.length - tail.length);
  if (dropped.length === 0) return [...entries];
  const own = dropped.filter(isOwn).length;
  const note = `[... ${dropped.length} entries left out, ${own} of them the assistant's ...]`;
  return [...head, { kind: "result", tool: "note", text: note }, ...tail];
}
