import { findLineChanges, type LineChange } from "../../diff/line-changes.js";
import { splitLines } from "../../diff/split-lines.js";

export interface MergedText {
  readonly text: string;
  readonly conflicts: number;
}

export interface MergeLabels {
  readonly ours: string;
  readonly theirs: string;
}

/** Conflicts this near to each other become one. */
const nearLines = 3;

/** Joins two changed versions of a text; passages changed by both in different ways stand between markers. */
export function mergeText(base: string, ours: string, theirs: string, labels: MergeLabels): MergedText {
  const old = splitLines(base);
  const mine = splitLines(ours);
  const other = splitLines(theirs);
  let text = "";
  let conflicts = 0;
  let at = 0;
  for (const region of findRegions(findLineChanges(old, mine), findLineChanges(old, other))) {
    text += old.slice(at, region.start).join("");
    at = region.end;
    const own = mine.slice(region.start + region.oursShift, region.end + region.oursGrowth);
    const their = other.slice(region.start + region.theirsShift, region.end + region.theirsGrowth);
    if (region.kind === "ours" || own.join("") === their.join("")) text += own.join("");
    else if (region.kind === "theirs") text += their.join("");
    else {
      const marked = markConflict(own, their, labels);
      text += marked.text;
      conflicts += marked.conflicts;
    }
  }
  return { text: text + old.slice(at).join(""), conflicts };
}

/** A stretch of base lines that one side or both changed; shifts turn base places into places of a side. */
interface Region {
  readonly kind: "ours" | "theirs" | "both";
  readonly start: number;
  readonly end: number;
  readonly oursShift: number;
  readonly oursGrowth: number;
  readonly theirsShift: number;
  readonly theirsGrowth: number;
}

function findRegions(ours: readonly LineChange[], theirs: readonly LineChange[]): Region[] {
  const regions: Region[] = [];
  const growth = (change: LineChange) => change.newCount - change.oldCount;
  let mine = 0;
  let other = 0;
  let oursShift = 0;
  let theirsShift = 0;
  while (mine < ours.length || other < theirs.length) {
    const first = Math.min(ours[mine]?.oldStart ?? Infinity, theirs[other]?.oldStart ?? Infinity);
    let end = first;
    let oursGrowth = oursShift;
    let theirsGrowth = theirsShift;
    let fromOurs = false;
    let fromTheirs = false;
    for (let grown = true; grown;) {
      grown = false;
      const own = ours[mine];
      if (
        own !== undefined &&
        own.oldStart <= end &&
        (own.oldStart === first || fromTheirs || own.oldStart < end)
      ) {
        end = Math.max(end, own.oldStart + own.oldCount);
        oursGrowth += growth(own);
        mine++;
        fromOurs = grown = true;
      }
      const their = theirs[other];
      if (
        their !== undefined &&
        their.oldStart <= end &&
        (their.oldStart === first || fromOurs || their.oldStart < end)
      ) {
        end = Math.max(end, their.oldStart + their.oldCount);
        theirsGrowth += growth(their);
        other++;
        fromTheirs = grown = true;
      }
    }
    const kind = fromOurs && fromTheirs ? "both" : fromOurs ? "ours" : "theirs";
    regions.push({ kind, start: first, end, oursShift, oursGrowth, theirsShift, theirsGrowth });
    oursShift = oursGrowth;
    theirsShift = theirsGrowth;
  }
  return regions;
}

/** Puts markers around what differs between the two sides of a conflict; lines they share stand outside. */
function markConflict(ours: readonly string[], theirs: readonly string[], labels: MergeLabels): MergedText {
  const groups: LineChange[] = [];
  for (const change of findLineChanges(ours, theirs)) {
    const last = groups.at(-1);
    if (last === undefined || change.oldStart - last.oldStart - last.oldCount > nearLines) {
      groups.push(change);
      continue;
    }
    const oldCount = change.oldStart + change.oldCount - last.oldStart;
    groups[groups.length - 1] = {
      ...last,
      oldCount,
      newCount: change.newStart + change.newCount - last.newStart,
    };
  }
  let text = "";
  let at = 0;
  for (const group of groups) {
    text += ours.slice(at, group.oldStart).join("");
    at = group.oldStart + group.oldCount;
    const own = ended(ours.slice(group.oldStart, at));
    const their = ended(theirs.slice(group.newStart, group.newStart + group.newCount));
    text += `<<<<<<< ${labels.ours}\n${own}=======\n${their}>>>>>>> ${labels.theirs}\n`;
  }
  return { text: text + ours.slice(at).join(""), conflicts: groups.length };
}

function ended(lines: readonly string[]): string {
  const text = lines.join("");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
