import { GitFailure } from "./git-failure.js";
import { plainEntry, stagedListing, type Index } from "./index-file.js";
import { placeFiles, sameEntry } from "./move-tree.js";
import type { Entry, Listing } from "./object-types.js";
import type { Pathspec } from "./pathspec.js";
import type { Repository } from "./repository.js";
import { removeWorkFile, stagedEntry, workEntry, writeWorkFile } from "./work-tree.js";

/** What to bring back, from where and to where. Without a source: from the index. */
export interface Restoring {
  readonly paths: Pathspec;
  readonly source: Listing | undefined;
  readonly staged: boolean;
  readonly worktree: boolean;
  /** Also remove what the source does not have. */
  readonly removes: boolean;
  /** Which side of a conflict to take: 2 ours, 3 theirs. */
  readonly stage?: 2 | 3 | undefined;
}

/** Brings files back; returns how many were written. Fails for a pathspec that matches nothing. */
export async function restoreFiles(repository: Repository, request: Restoring): Promise<number> {
  const index = repository.readIndex();
  const { paths, source } = request;
  const known = source ?? stagedListing(index);
  const candidates = new Set([
    ...known.keys(),
    ...(request.removes || source === undefined ? index.entries.keys() : []),
  ]);
  const missing = paths.unmatched([...candidates, ...index.conflicts.keys()]);
  if (missing.length > 0) {
    throw new GitFailure(
      1,
      missing.map((word) => `error: pathspec '${word}' did not match any file(s) known to git`).join("\n"),
    );
  }
  const chosen = [...candidates].filter((path) => paths.matches(path)).sort();
  if (source === undefined) {
    const open = [...index.conflicts.keys()].filter((path) => paths.matches(path));
    if (open.length > 0 && request.stage === undefined)
      throw new GitFailure(1, open.map((path) => `error: path '${path}' is unmerged`).join("\n"));
  }
  let count = await restoreStages(repository, index, request);
  for (const path of chosen) {
    const entry = known.get(path);
    if (entry === undefined && !request.removes) continue;
    if (await restoreOne(repository, index, path, entry, request)) count++;
  }
  for (const path of [...index.conflicts.keys()])
    if (request.staged && paths.matches(path)) index.conflicts.delete(path);
  repository.writeIndex(index);
  return count;
}

/** Puts one side of each conflict into the working tree. */
async function restoreStages(
  repository: Repository,
  index: Index,
  { paths, stage }: Restoring,
): Promise<number> {
  let count = 0;
  for (const [path, stages] of index.conflicts) {
    const side = stages.find((entry) => entry.stage === stage);
    if (side === undefined || !paths.matches(path)) continue;
    await writeWorkFile(repository, path, side);
    count++;
  }
  return count;
}

async function restoreOne(
  repository: Repository,
  index: Index,
  path: string,
  entry: Entry | undefined,
  request: Restoring,
): Promise<boolean> {
  const work = workEntry(repository, path);
  if (request.staged && request.worktree) {
    await placeFiles(repository, index, [[path, entry]]);
    return !sameEntry(work, entry);
  }
  if (request.staged) {
    if (entry === undefined) index.entries.delete(path);
    else if (!sameEntry(index.entries.get(path), entry)) {
      index.entries.set(
        path,
        sameEntry(work, entry) ? stagedEntry(repository, path, entry) : plainEntry(path, entry),
      );
    }
    return true;
  }
  if (sameEntry(work, entry)) return false;
  if (entry === undefined) removeWorkFile(repository, path);
  else await writeWorkFile(repository, path, entry);
  return true;
}
