import { markDifferences } from "./mark-differences.js";
import { slideChanges } from "./slide-changes.js";

/** One run of lines replaced by another; starts count from 0, either count may be 0. */
export interface LineChange {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
}

/** What git's default algorithm (Myers, with its indent heuristic) finds different between two lists of lines. */
export function findLineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  const old = { lines: before, changed: new Uint8Array(before.length + 1) };
  const fresh = { lines: after, changed: new Uint8Array(after.length + 1) };
  markDifferences(old, fresh);
  slideChanges(old, fresh);
  slideChanges(fresh, old);
  return collectChanges(old.changed, fresh.changed);
}

function collectChanges(oldChanged: Uint8Array, newChanged: Uint8Array): LineChange[] {
  const changes: LineChange[] = [];
  const oldEnd = oldChanged.length - 1;
  const newEnd = newChanged.length - 1;
  let oldPosition = 0;
  let newPosition = 0;
  while (oldPosition < oldEnd || newPosition < newEnd) {
    const oldStart = oldPosition;
    const newStart = newPosition;
    while (oldChanged[oldPosition] === 1) oldPosition++;
    while (newChanged[newPosition] === 1) newPosition++;
    if (oldPosition > oldStart || newPosition > newStart) {
      changes.push({
        oldStart,
        oldCount: oldPosition - oldStart,
        newStart,
        newCount: newPosition - newStart,
      });
    } else {
      oldPosition++;
      newPosition++;
    }
  }
  return changes;
}
