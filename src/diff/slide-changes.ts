import { compareSplits, rateSplit } from "./rate-split.js";
import type { Side } from "./side.js";

/** A run of changed lines, `start` to `end`; empty between two lines that did not change. */
interface Group {
  start: number;
  end: number;
}

/** How far up a run may be moved in search of a better place. */
const longestSlide = 100;

/**
 * Moves each run of changed lines of `side` to where a reader expects it, among the places that mean
 * the same: lined up with a change of the other side, otherwise where its edges are indented least.
 */
export function slideChanges(side: Side, other: Side): void {
  const group = firstGroup(side);
  const partner = firstGroup(other);
  for (;;) {
    if (group.end > group.start) placeGroup(side, other, group, partner);
    if (!nextGroup(side, group)) return;
    nextGroup(other, partner);
  }
}

function placeGroup(side: Side, other: Side, group: Group, partner: Group): void {
  let size: number;
  let topmost: number;
  let aligned: boolean;
  do {
    size = group.end - group.start;
    aligned = false;
    while (slideUp(side, group)) previousGroup(other, partner);
    topmost = group.end;
    if (partner.end > partner.start) aligned = true;
    while (slideDown(side, group)) {
      nextGroup(other, partner);
      if (partner.end > partner.start) aligned = true;
    }
  } while (size !== group.end - group.start);
  if (group.end === topmost) return;
  if (aligned) {
    while (partner.end === partner.start && slideUp(side, group)) previousGroup(other, partner);
    return;
  }
  const best = bestEnd(side, group, Math.max(topmost, group.end - size - 1, group.end - longestSlide));
  while (group.end > best && slideUp(side, group)) previousGroup(other, partner);
}

/** Of the places a run may end at, the one whose two edges rate best; the lowest of equals. */
function bestEnd(side: Side, group: Group, highest: number): number {
  const size = group.end - group.start;
  let best = highest;
  let bestScore = { indent: 0, penalty: 0 };
  for (let end = highest; end <= group.end; end++) {
    const lower = rateSplit(side.lines, end);
    const upper = rateSplit(side.lines, end - size);
    const score = { indent: lower.indent + upper.indent, penalty: lower.penalty + upper.penalty };
    if (end === highest || compareSplits(score, bestScore) <= 0) {
      best = end;
      bestScore = score;
    }
  }
  return best;
}

function firstGroup({ changed }: Side): Group {
  let end = 0;
  while (changed[end] === 1) end++;
  return { start: 0, end };
}

function nextGroup({ changed, lines }: Side, group: Group): boolean {
  if (group.end === lines.length) return false;
  group.start = group.end + 1;
  group.end = group.start;
  while (changed[group.end] === 1) group.end++;
  return true;
}

function previousGroup({ changed }: Side, group: Group): void {
  group.end = group.start - 1;
  group.start = group.end;
  while (changed[group.start - 1] === 1) group.start--;
}

/** Moves a run up by a line, joining the run above when it meets it. */
function slideUp({ changed, lines }: Side, group: Group): boolean {
  if (group.start === 0 || lines[group.start - 1] !== lines[group.end - 1]) return false;
  changed[--group.start] = 1;
  changed[--group.end] = 0;
  while (changed[group.start - 1] === 1) group.start--;
  return true;
}

/** Moves a run down by a line, joining the run below when it meets it. */
function slideDown({ changed, lines }: Side, group: Group): boolean {
  if (group.end === lines.length || lines[group.start] !== lines[group.end]) return false;
  changed[group.start++] = 0;
  changed[group.end++] = 1;
  while (changed[group.end] === 1) group.end++;
  return true;
}
