import { findSplit } from "./find-split.js";
import type { Box, Frontier } from "./find-split.js";
import { roughRoot } from "./rough-root.js";

/** The lines of one side that are worth comparing: their ids, their places in the file, and the file's marks. */
export interface Sequence {
  readonly ids: Int32Array;
  readonly positions: Int32Array;
  readonly changed: Uint8Array;
}

const leastBound = 256;

/** Marks the lines outside a longest common subsequence: Myers' linear-space algorithm with git's choices. */
export function compareSequences(before: Sequence, after: Sequence): void {
  const diagonals = before.ids.length + after.ids.length + 3;
  const frontier = {
    forward: new Int32Array(diagonals + 2),
    backward: new Int32Array(diagonals + 2),
    origin: after.ids.length + 2,
    bound: Math.max(roughRoot(diagonals), leastBound),
  };
  const box = { left: 0, right: before.ids.length, top: 0, bottom: after.ids.length };
  compareBox(before, after, box, frontier, false);
}

function compareBox(before: Sequence, after: Sequence, box: Box, frontier: Frontier, exact: boolean): void {
  const old = before.ids;
  const fresh = after.ids;
  let { left, right, top, bottom } = box;
  while (left < right && top < bottom && old[left] === fresh[top]) {
    left++;
    top++;
  }
  while (left < right && top < bottom && old[right - 1] === fresh[bottom - 1]) {
    right--;
    bottom--;
  }
  if (left === right) mark(after, top, bottom);
  else if (top === bottom) mark(before, left, right);
  else {
    const split = findSplit(old, fresh, { left, right, top, bottom }, frontier, exact);
    const { x, y } = split;
    compareBox(before, after, { left, right: x, top, bottom: y }, frontier, split.exactBefore);
    compareBox(before, after, { left: x, right, top: y, bottom }, frontier, split.exactAfter);
  }
}

function mark(sequence: Sequence, from: number, to: number): void {
  for (let place = from; place < to; place++) {
    const position = sequence.positions[place];
    if (position !== undefined) sequence.changed[position] = 1;
  }
}
