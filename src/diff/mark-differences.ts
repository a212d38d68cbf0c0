import type { Side } from "./line-changes.js";
import { compareSequences } from "./compare-sequences.js";
import { roughRoot } from "./rough-root.js";

/** How many lines around a frequent line decide whether it is worth matching. */
const scanWindow = 100;
const frequentAtMost = 1024;

/** How often a line of one side occurs on the other: never, sometimes, or so often that a match says little. */
const Occurrence = { never: 0, some: 1, frequent: 2 };

/**
 * Marks what differs between two sides. Lines without a counterpart are marked at once and kept out
 * of the comparison, which makes a rewritten file as cheap as an edited one.
 */
export function markDifferences(before: Side, after: Side, distinct: number): void {
  const oldLength = before.ids.length;
  const newLength = after.ids.length;
  const shorter = Math.min(oldLength, newLength);
  let head = 0;
  while (head < shorter && before.ids[head] === after.ids[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.ids[oldLength - 1 - tail] === after.ids[newLength - 1 - tail])
    tail++;
  if (head + tail === oldLength) return void after.changed.fill(1, head, newLength - tail);
  if (head + tail === newLength) return void before.changed.fill(1, head, oldLength - tail);
  const keptBefore = keepMatchable(before, after, distinct, head, oldLength - tail);
  const keptAfter = keepMatchable(after, before, distinct, head, newLength - tail);
  compareSequences({ ...keptBefore, changed: before.changed }, { ...keptAfter, changed: after.changed });
}

/** The ids of the lines worth comparing and their positions; the others are marked as changed. */
function keepMatchable(side: Side, other: Side, distinct: number, start: number, end: number) {
  const counts = new Int32Array(distinct);
  for (const id of other.ids) counts[id] = (counts[id] ?? 0) + 1;
  const limit = Math.min(roughRoot(side.ids.length), frequentAtMost);
  const occurrences = new Uint8Array(end);
  for (let position = start; position < end; position++) {
    const count = counts[side.ids[position] ?? 0] ?? 0;
    occurrences[position] =
      count === 0 ? Occurrence.never : count >= limit ? Occurrence.frequent : Occurrence.some;
  }
  const ids: number[] = [];
  const positions: number[] = [];
  for (let position = start; position < end; position++) {
    const occurrence = occurrences[position];
    const dropped =
      occurrence === Occurrence.never ||
      (occurrence === Occurrence.frequent && standsAmongUnmatched(occurrences, position, start, end - 1));
    if (dropped) {
      side.changed[position] = 1;
    } else {
      ids.push(side.ids[position] ?? 0);
      positions.push(position);
    }
  }
  return { ids: Int32Array.from(ids), positions: Int32Array.from(positions) };
}

/** Whether a frequent line lies in a run of lines that mostly have no counterpart. */
function standsAmongUnmatched(
  occurrences: Uint8Array,
  position: number,
  first: number,
  last: number,
): boolean {
  const above = countRun(occurrences, position, -1, Math.max(first, position - scanWindow));
  const below = countRun(occurrences, position, 1, Math.min(last, position + scanWindow));
  if (above.never === 0 || below.never === 0) return false;
  const frequent = above.frequent + below.frequent + 2;
  return frequent * 4 < frequent + above.never + below.never;
}

function countRun(occurrences: Uint8Array, from: number, step: 1 | -1, limit: number) {
  let never = 0;
  let frequent = 0;
  for (let position = from + step; (limit - position) * step >= 0; position += step) {
    const occurrence = occurrences[position];
    if (occurrence === Occurrence.never) never++;
    else if (occurrence === Occurrence.frequent) frequent++;
    else break;
  }
  return { never, frequent };
}
