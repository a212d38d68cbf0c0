/** A rectangle of the edit graph: old lines from `left` to `right`, new lines from `top` to `bottom`. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a shortest path crosses the middle, and which halves must then be searched without a bound. */
export interface Split {
  readonly x: number;
  readonly y: number;
  readonly exactBefore: boolean;
  readonly exactAfter: boolean;
}

/** Scratch space of the two searches: the farthest x reached on each diagonal (x - y). */
export interface Frontier {
  readonly forward: Int32Array;
  readonly backward: Int32Array;
  /** Index of diagonal 0 in both arrays. */
  readonly origin: number;
  /** Search cost after which the best split so far is taken. */
  readonly bound: number;
}

/** The diagonals in use: a window that grows by one on each side until it meets the box's edges. */
interface Window {
  low: number;
  high: number;
}

const beyond = 0x7fffffff;

/** Finds the middle of a shortest edit path through a box whose first and last lines differ. */
export function findSplit(
  old: Int32Array,
  fresh: Int32Array,
  box: Box,
  frontier: Frontier,
  exact: boolean,
): Split {
  const { forward, backward, origin } = frontier;
  const start = box.left - box.top;
  const end = box.right - box.bottom;
  const ahead: Window = { low: start, high: start };
  const behind: Window = { low: end, high: end };
  const meetsForward = ((start - end) & 1) === 1;
  forward[origin + start] = box.left;
  backward[origin + end] = box.right;
  for (let cost = 1; ; cost++) {
    grow(ahead, box, forward, origin, -1);
    for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
      const x = advance(old, fresh, box, frontier, diagonal);
      if (!meetsForward || diagonal < behind.low || diagonal > behind.high) continue;
      if (at(backward, origin + diagonal) <= x) return exactSplit(x, diagonal);
    }
    grow(behind, box, backward, origin, beyond);
    for (let diagonal = behind.high; diagonal >= behind.low; diagonal -= 2) {
      const x = retreat(old, fresh, box, frontier, diagonal);
      if (meetsForward || diagonal < ahead.low || diagonal > ahead.high) continue;
      if (x <= at(forward, origin + diagonal)) return exactSplit(x, diagonal);
    }
    if (!exact && cost >= frontier.bound) return bestSoFar(box, frontier, ahead, behind);
  }
}

function exactSplit(x: number, diagonal: number): Split {
  return { x, y: x - diagonal, exactBefore: true, exactAfter: true };
}

function grow(window: Window, box: Box, reached: Int32Array, origin: number, edge: number): void {
  if (window.low > box.left - box.bottom) reached[origin + --window.low - 1] = edge;
  else window.low++;
  if (window.high < box.right - box.top) reached[origin + ++window.high + 1] = edge;
  else window.high--;
}

function advance(old: Int32Array, fresh: Int32Array, box: Box, frontier: Frontier, diagonal: number): number {
  const place = frontier.origin + diagonal;
  const below = at(frontier.forward, place - 1);
  const above = at(frontier.forward, place + 1);
  let x = below >= above ? below + 1 : above;
  while (x < box.right && x - diagonal < box.bottom && old[x] === fresh[x - diagonal]) x++;
  frontier.forward[place] = x;
  return x;
}

function retreat(old: Int32Array, fresh: Int32Array, box: Box, frontier: Frontier, diagonal: number): number {
  const place = frontier.origin + diagonal;
  const below = at(frontier.backward, place - 1);
  const above = at(frontier.backward, place + 1);
  let x = below < above ? below : above - 1;
  while (x > box.left && x - diagonal > box.top && old[x - 1] === fresh[x - diagonal - 1]) x--;
  frontier.backward[place] = x;
  return x;
}

/** The point that either search got farthest to; only the half behind it is known to be cheap. */
function bestSoFar(box: Box, frontier: Frontier, ahead: Window, behind: Window): Split {
  let forward = { x: -1, y: 0, sum: -1 };
  for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
    const x = Math.min(at(frontier.forward, frontier.origin + diagonal), box.right, box.bottom + diagonal);
    const y = x - diagonal;
    if (forward.sum < x + y) forward = { x, y, sum: x + y };
  }
  let backward = { x: beyond, y: 0, sum: beyond };
  for (let diagonal = behind.high; diagonal >= behind.low; diagonal -= 2) {
    const x = Math.max(at(frontier.backward, frontier.origin + diagonal), box.left, box.top + diagonal);
    const y = x - diagonal;
    if (x + y < backward.sum) backward = { x, y, sum: x + y };
  }
  return box.right + box.bottom - backward.sum < forward.sum - (box.left + box.top)
    ? { x: forward.x, y: forward.y, exactBefore: true, exactAfter: false }
    : { x: backward.x, y: backward.y, exactBefore: false, exactAfter: true };
}

function at(values: Int32Array, place: number): number {
  return values[place] ?? 0;
}
