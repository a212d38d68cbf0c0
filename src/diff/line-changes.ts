import { markDifferences } from "./mark-differences.js";
import { slideChanges } from "./slide-changes.js";

/** One run of lines replaced by another; starts count from 0, either count may be 0. */
export interface LineChange {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
}

/** The lines of one side, a number for each distinct line, and which of them changed. */
export interface Side {
  readonly lines: readonly string[];
  readonly ids: Int32Array;
  /** 1 where the line is not part of the other side; one spare 0 at the end. */
  readonly changed: Uint8Array;
}

/** What git's default algorithm (Myers, with its indent heuristic) finds different between two lists of lines. */
export function findLineChanges(oldLines: readonly string[], newLines: readonly string[]): LineChange[] {
  const numbers = new Map<string, number>();
  const before = numberLines(oldLines, numbers);
  const after = numberLines(newLines, numbers);
  markDifferences(before, after, numbers.size);
  slideChanges(before, after);
  slideChanges(after, before);
  return collectChanges(before.changed, after.changed);
}

function numberLines(lines: readonly string[], numbers: Map<string, number>): Side {
  const ids = new Int32Array(lines.length);
  lines.forEach((line, position) => {
    let id = numbers.get(line);
    if (id === undefined) {
      id = numbers.size;
      numbers.set(line, id);
    }
    ids[position] = id;
  });
  return { lines, ids, changed: new Uint8Array(lines.length + 1) };
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
