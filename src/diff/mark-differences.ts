import { compareSequences } from "./compare-sequences.js";
import { keepMatchable } from "./keep-matchable.js";
import type { Side } from "./side.js";

/** Up to how many lines are looked up one by one before all lines are numbered. */
const fewLines = 4;

/** Marks what differs between two sides: a shortest edit script, found as git finds it. */
export function markDifferences(before: Side, after: Side): void {
  const old = before.lines;
  const fresh = after.lines;
  const shorter = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shorter && old[start] === fresh[start]) start++;
  let oldEnd = old.length;
  let newEnd = fresh.length;
  while (oldEnd > start && newEnd > start && old[oldEnd - 1] === fresh[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  if (haveNothingInCommon(old, fresh, start, oldEnd, newEnd)) {
    before.changed.fill(1, start, oldEnd);
    after.changed.fill(1, start, newEnd);
    return;
  }
  const numbers = new Map<string, number>();
  const oldIds = numberLines(old, numbers);
  const newIds = numberLines(fresh, numbers);
  const keptBefore = keepMatchable(
    oldIds,
    newIds,
    { distinct: numbers.size, start, end: oldEnd },
    before.changed,
  );
  const keptAfter = keepMatchable(
    newIds,
    oldIds,
    { distinct: numbers.size, start, end: newEnd },
    after.changed,
  );
  compareSequences(keptBefore, keptAfter);
}

/** A quick answer for the small edits that most changes are; false where it takes longer to tell. */
function haveNothingInCommon(
  old: readonly string[],
  fresh: readonly string[],
  start: number,
  oldEnd: number,
  newEnd: number,
): boolean {
  const oldIsFew = oldEnd - start <= newEnd - start;
  const few = oldIsFew ? old.slice(start, oldEnd) : fresh.slice(start, newEnd);
  if (few.length > fewLines) return false;
  const many = oldIsFew ? fresh : old;
  const end = oldIsFew ? newEnd : oldEnd;
  return few.every((line) => {
    const place = many.indexOf(line, start);
    return place === -1 || place >= end;
  });
}

function numberLines(lines: readonly string[], numbers: Map<string, number>): Int32Array {
  const ids = new Int32Array(lines.length);
  lines.forEach((line, position) => {
    let id = numbers.get(line);
    if (id === undefined) {
      id = numbers.size;
      numbers.set(line, id);
    }
    ids[position] = id;
  });
  return ids;
}
