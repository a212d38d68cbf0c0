import { isOwn, type Entry } from "./list-entries.js";

/** Characters that a judge is given at most, whatever the length of the trial. */
const maxTotal = 240_000;

/**
 * Characters that may be left of one entry, the most generous first. What the machine printed is never long; what the
 * assistant called and what anybody said is cut only where all together would not fit, calls before words.
 */
const steps = [
  { results: 4_000, calls: Infinity, words: Infinity },
  { results: 2_000, calls: 20_000, words: 40_000 },
  { results: 1_000, calls: 4_000, words: 20_000 },
  { results: 500, calls: 1_000, words: 10_000 },
  { results: 250, calls: 500, words: 5_000 },
  { results: 250, calls: 250, words: 2_000 },
  { results: 120, calls: 120, words: 600 },
] as const;

/**
 * Shortens entries so that all together fit. Every entry of a kind has the same bound, and keeps its beginning and
 * its end. After the last step, entries go from the middle.
 */
export function shortenEntries(entries: readonly Entry[]): Entry[] {
  let cut: Entry[] = [];
  for (const step of steps) {
    cut = entries.map((entry) => ({ ...entry, text: cutMiddle(entry.text, boundOf(entry, step)) }));
    if (sizeOf(cut) <= maxTotal) return cut;
  }
  return dropMiddle(cut);
}

function boundOf({ kind }: Entry, { results, calls, words }: (typeof steps)[number]): number {
  if (kind === "result") return results;
  return kind === "calls" ? calls : words;
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

/** What stands where `cutMiddle` cut; nobody in the transcript said it. */
export const cutMark = /\n\[\.\.\. \d+ characters left out \.\.\.\]\n/u;

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
