import { quotePath } from "../../diff/quote-path.js";
import type { Change } from "./change.js";
import { changePath } from "./change.js";
import { textWidth } from "./text-width.js";
import type { ChangeCounts } from "./change-text.js";

/** A change and its size. */
export interface CountedChange {
  readonly change: Change;
  readonly counts: ChangeCounts;
}

/** A rename as git shortens it: `docs/{old => new}/a.md`. */
function renameLabel(from: string, to: string): string {
  if (quotePath(from) !== from || quotePath(to) !== to) return `${quotePath(from)} => ${quotePath(to)}`;
  let start = 0;
  for (let at = 0; at < from.length && at < to.length && from[at] === to[at]; at++)
    if (from[at] === "/") start = at + 1;
  let fromEnd = from.length;
  let toEnd = to.length;
  let tail = 0;
  const floor = start > 0 ? start - 1 : start;
  while (fromEnd > floor && toEnd > floor && from[fromEnd - 1] === to[toEnd - 1]) {
    fromEnd--;
    toEnd--;
    if (from[fromEnd] === "/") tail = from.length - fromEnd;
  }
  const middle = (path: string) => path.slice(start, Math.max(start, path.length - tail));
  if (start === 0 && tail === 0) return `${from} => ${to}`;
  return `${from.slice(0, start)}{${middle(from)} => ${middle(to)}}${from.slice(from.length - tail)}`;
}

/** The name of a change in a stat: quoted, or a shortened rename. */
export function statLabel(change: Change): string {
  if (change.similarity !== undefined && change.before !== undefined && change.after !== undefined) {
    return renameLabel(change.before.path, change.after.path);
  }
  return quotePath(changePath(change));
}

/** ` 3 files changed, 10 insertions(+), 2 deletions(-)`. */
export function summaryLine(changes: readonly CountedChange[]): string {
  let added = 0;
  let deleted = 0;
  for (const { counts } of changes) {
    if (counts.binary) continue;
    added += counts.added;
    deleted += counts.deleted;
  }
  const files = changes.filter(({ change }) => change.unmerged === undefined).length;
  if (files === 0) return " 0 files changed";
  let line = ` ${files} file${files === 1 ? "" : "s"} changed`;
  if (added > 0 || deleted === 0) line += `, ${added} insertion${added === 1 ? "" : "s"}(+)`;
  if (deleted > 0 || added === 0) line += `, ${deleted} deletion${deleted === 1 ? "" : "s"}(-)`;
  return line;
}

/** The table of `--stat`, with its summary line, laid out for `width` columns. */
export function statTable(changes: readonly CountedChange[], width = 80): string {
  if (changes.length === 0) return "";
  const rows = changes.map((counted) => ({ ...counted, label: statLabel(counted.change) }));
  const longest = Math.max(...rows.map(({ label }) => textWidth(label)));
  const largest = Math.max(
    0,
    ...rows.map(({ counts }) => (counts.binary ? 0 : counts.added + counts.deleted)),
  );
  const hasBinary = rows.some(({ counts }) => counts.binary);
  const digits = Math.max(String(largest).length, hasBinary ? 3 : 0);
  const binaryWidth = Math.max(
    0,
    ...rows.map(({ counts }) => (counts.binary ? binaryText(counts).length + 10 : 0)),
  );
  const { name, graph } = layOut(longest, largest, digits, width, binaryWidth);
  const lines = rows.map(({ change, counts, label }) => {
    const start = ` ${fitLabel(label, name)} | `;
    if (change.unmerged !== undefined) return ` ${fitLabel(label, name)} | Unmerged`;
    if (counts.binary) {
      const same = change.before?.oid === change.after?.oid;
      return `${start}${"Bin".padStart(digits)}${same ? "" : ` ${binaryText(counts)} bytes`}`;
    }
    const total = counts.added + counts.deleted;
    const bar = scaleBar(counts.added, counts.deleted, largest, graph);
    return `${start}${String(total).padStart(digits)}${bar === "" ? "" : ` ${bar}`}`;
  });
  return `${lines.join("\n")}\n${summaryLine(changes)}\n`;
}

function binaryText(counts: { before: number; after: number }): string {
  return `${counts.before} -> ${counts.after}`;
}

/** How many columns the names and the bars get: names up to five eighths, bars the rest. */
function layOut(longest: number, largest: number, digits: number, width: number, binaryWidth: number) {
  const total = Math.max(width, 16 + 6 + digits);
  let graph = largest + 4 > binaryWidth ? largest : binaryWidth - 4;
  let name = longest;
  if (name + digits + 6 + graph > total) {
    const most = Math.floor((total * 3) / 8) - digits - 6;
    if (graph > most) graph = Math.max(6, most);
    if (name > total - digits - 6 - graph) name = total - digits - 6 - graph;
    else graph = total - digits - 6 - name;
  }
  return { name, graph };
}

function scaleBar(added: number, deleted: number, largest: number, graph: number): string {
  let plus = added;
  let minus = deleted;
  if (graph <= largest) {
    let total = scale(added + deleted, graph, largest);
    if (total < 2 && added > 0 && deleted > 0) total = 2;
    if (added < deleted) {
      plus = scale(added, graph, largest);
      minus = total - plus;
    } else {
      minus = scale(deleted, graph, largest);
      plus = total - minus;
    }
  }
  return "+".repeat(plus) + "-".repeat(minus);
}

function scale(count: number, graph: number, largest: number): number {
  return count === 0 ? 0 : 1 + Math.floor((count * (graph - 1)) / largest);
}

/** A name cut at the left, after a slash if there is one, to fit. */
function fitLabel(label: string, width: number): string {
  const wide = textWidth(label);
  if (wide <= width) return label + " ".repeat(width - wide);
  const rest = label.slice(wide - Math.max(0, width - 3));
  const slash = rest.indexOf("/");
  const cut = `...${slash === -1 ? rest : rest.slice(slash)}`;
  return cut + " ".repeat(Math.max(0, width - cut.length));
}

/** The lines of `--summary`: files created, deleted, renamed, modes changed. */
export function summaryNotes(changes: readonly Change[]): string {
  return changes.map(summaryNote).join("");
}

function summaryNote(change: Change): string {
  const { before, after } = change;
  if (before === undefined && after !== undefined)
    return ` create mode ${after.mode} ${quotePath(after.path)}\n`;
  if (after === undefined && before !== undefined)
    return ` delete mode ${before.mode} ${quotePath(before.path)}\n`;
  if (before === undefined || after === undefined) return "";
  const modes = before.mode === after.mode ? "" : ` mode change ${before.mode} => ${after.mode}`;
  if (change.similarity !== undefined) {
    return ` rename ${renameLabel(before.path, after.path)} (${change.similarity}%)\n${modes === "" ? "" : `${modes}\n`}`;
  }
  return modes === "" ? "" : `${modes} ${quotePath(after.path)}\n`;
}
