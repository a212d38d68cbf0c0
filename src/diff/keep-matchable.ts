import type { Sequence } from "./compare-sequences.js";
import { roughRoot } from "./rough-root.js";

/** How many lines around a frequent line decide whether it is worth matching. */
const scanWindow = 100;
const frequentAtMost = 1024;

/** How often a line of one side occurs on the other: never, sometimes, or so often that a match says little. */
const Occurrence = { never: 0, some: 1, frequent: 2 };

/** The lines from `start` to `end`; `distinct` is the number of different lines on both sides. */
interface Range {
  readonly distinct: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of a range that are worth comparing. Those without a counterpart are marked as changed and
 * left out, which makes a rewritten file as cheap as an edited one.
 */
export function keepMatchable(
  ids: Int32Array,
  otherIds: Int32Array,
  { distinct, start, end }: Range,
  changed: Uint8Array,
): Sequence {
  const counts = new Int32Array(distinct);
  for (const id of otherIds) counts[id] = (counts[id] ?? 0) + 1;
  const limit = Math.min(roughRoot(ids.length), frequentAtMost);
  const occurrences = Uint8Array.from(ids.subarray(0, end), (id) => {
    const count = counts[id] ?? 0;
    return count === 0 ? Occurrence.never : count >= limit ? Occurrence.frequent : Occurrence.some;
  });
  const positions: number[] = [];
  for (let position = start; position < end; position++) {
    const occurrence = occurrences[position];
    const dropped =
      occurrence === Occurrence.never ||
      (occurrence === Occurrence.frequent && standsAmongUnmatched(occurrences, position, start, end - 1));
    if (dropped) changed[position] = 1;
    else positions.push(position);
  }
  const kept = Int32Array.from(positions);
  return { ids: kept.map((position) => ids[position] ?? 0), positions: kept, changed };
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
