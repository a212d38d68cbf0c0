import { compareListings, type Change } from "./change.js";
import { detectRenames } from "./detect-renames.js";
import { stagedListing, type Index, type IndexEntry } from "./index-file.js";
import type { Entry } from "./object-types.js";
import type { Pathspec } from "./pathspec.js";
import type { Repository } from "./repository.js";
import { collapseFolders, trackedListing, untrackedPaths } from "./work-tree.js";

/** What `status` and `commit` know of the working tree. */
export interface StatusData {
  /** HEAD to index, renames found. */
  readonly staged: readonly Change[];
  /** Index to working tree; a file announced with `add -N` appears as added. */
  readonly unstaged: readonly Change[];
  readonly conflicts: ReadonlyMap<string, readonly IndexEntry[]>;
  readonly untracked: readonly string[];
  readonly ignored: readonly string[];
}

export type UntrackedMode = "no" | "normal" | "all";

/** Reads the state of the repository. */
export async function readStatus(
  repository: Repository,
  options: { untracked: UntrackedMode; ignored?: boolean; paths?: Pathspec; index?: Index },
): Promise<StatusData> {
  const index = options.index ?? repository.readIndex();
  const wanted = (path: string) => options.paths?.matches(path) ?? true;
  const notConflicting = (change: Change) =>
    !index.conflicts.has((change.after ?? change.before)?.path ?? "");
  const staged = compareListings(await repository.headListing(), stagedListing(index), wanted).filter(
    notConflicting,
  );
  const work = trackedListing(repository, index.entries.keys());
  const known = new Map<string, Entry>([...index.entries].filter(([, entry]) => !entry.intentToAdd));
  const files =
    options.untracked === "no" ? { plain: [], ignored: [] } : await untrackedPaths(repository, index);
  const tracked = [...index.entries.keys(), ...index.conflicts.keys()];
  const shownAs = (paths: string[]) =>
    (options.untracked === "all" ? paths : collapseFolders(paths, tracked)).filter(wanted).sort();
  return {
    staged: await detectRenames(staged, (oid) => repository.objects.blob(oid)),
    unstaged: compareListings(known, work, wanted),
    conflicts: new Map([...index.conflicts].filter(([path]) => wanted(path))),
    untracked: shownAs(files.plain.filter((path) => options.untracked !== "normal" || wanted(path))),
    ignored: options.ignored === true ? ignoredFolders(files, tracked, options.untracked) : [],
  };
}

function ignoredFolders(
  files: { plain: string[]; ignored: string[] },
  tracked: string[],
  mode: UntrackedMode,
): string[] {
  return (
    mode === "all" ? files.ignored : collapseFolders(files.ignored, [...tracked, ...files.plain])
  ).sort();
}

/** The two letters of a conflict. */
export function conflictLetters(entries: readonly IndexEntry[]): string {
  const stages = entries.map((entry) => entry.stage).join("");
  const letters = new Map([
    ["1", "DD"],
    ["2", "AU"],
    ["3", "UA"],
    ["12", "UD"],
    ["13", "DU"],
    ["23", "AA"],
    ["123", "UU"],
  ]);
  return letters.get(stages) ?? "UU";
}
