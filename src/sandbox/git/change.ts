import type { Entry, Listing } from "./object-types.js";

/** One side of a change. */
export interface Side extends Entry {
  readonly path: string;
}

/** How one file differs: added (no `before`), deleted (no `after`), modified, retyped, or renamed with a similarity in percent. */
export interface Change {
  readonly before: Side | undefined;
  readonly after: Side | undefined;
  readonly similarity?: number;
  /** A conflict that is still to be resolved; both sides are undefined or the working tree's. */
  readonly unmerged?: string;
}

export type ChangeLetter = "A" | "D" | "M" | "R" | "T" | "U";

/** The letter of `--name-status`. */
export function changeLetter(change: Change): ChangeLetter {
  if (change.unmerged !== undefined) return "U";
  if (change.before === undefined) return "A";
  if (change.after === undefined) return "D";
  if (change.similarity !== undefined) return "R";
  return (change.before.mode === "120000") === (change.after.mode === "120000") ? "M" : "T";
}

/** The path by which a change is listed. */
export function changePath(change: Change): string {
  return change.after?.path ?? change.before?.path ?? change.unmerged ?? "";
}

/** Every file that differs between two listings, in path order, renames not yet found. */
export function compareListings(
  before: Listing,
  after: Listing,
  wanted: (path: string) => boolean = () => true,
): Change[] {
  const changes: Change[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(path);
    const fresh = after.get(path);
    if (old?.oid === fresh?.oid && old?.mode === fresh?.mode) continue;
    if (wanted(path)) changes.push({ before: toSide(path, old), after: toSide(path, fresh) });
  }
  return changes.sort((a, b) => (changePath(a) < changePath(b) ? -1 : 1));
}

function toSide(path: string, entry: Entry | undefined): Side | undefined {
  return entry === undefined ? undefined : { path, mode: entry.mode, oid: entry.oid };
}
