import { fatal, GitFailure } from "./git-failure.js";
import type { Index } from "./index-file.js";
import type { Pathspec } from "./pathspec.js";
import type { Repository } from "./repository.js";
import { stagedEntry, workEntry, workPaths } from "./work-tree.js";

/** What staging touched. */
export interface Staged {
  readonly path: string;
  readonly action: "add" | "remove";
}

/** Takes the working tree's state of matching files into the index; new files only if `added`. Writes the blobs. */
export async function stageWorkTree(
  repository: Repository,
  index: Index,
  scope: {
    matches: (path: string) => boolean;
    added: boolean;
    candidates?: readonly string[];
    dryRun?: boolean;
    keepDeleted?: boolean;
  },
): Promise<Staged[]> {
  const staged: Staged[] = [];
  const known = [...index.entries.keys(), ...index.conflicts.keys()].sort();
  const fresh = scope.added ? [...(scope.candidates ?? workPaths(repository))].sort() : [];
  for (const path of new Set([...known, ...fresh])) {
    if (!scope.matches(path)) continue;
    const work = workEntry(repository, path);
    if (work === undefined) {
      if (scope.keepDeleted === true) continue;
      if (index.entries.has(path) || index.conflicts.has(path)) staged.push({ path, action: "remove" });
      if (scope.dryRun !== true) unstage(index, path);
      continue;
    }
    const now = index.entries.get(path);
    if (now?.oid === work.oid && now.mode === work.mode && !now.intentToAdd) continue;
    staged.push({ path, action: "add" });
    if (scope.dryRun === true) continue;
    await repository.objects.writeBlob(await repository.objects.blob(work.oid));
    makeRoom(index, path);
    index.entries.set(path, stagedEntry(repository, path, work));
    index.conflicts.delete(path);
  }
  return staged;
}

function unstage(index: Index, path: string): void {
  index.entries.delete(path);
  index.conflicts.delete(path);
}

/** A file takes the place of a folder, or the reverse. */
function makeRoom(index: Index, path: string): void {
  for (const other of index.entries.keys()) {
    if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) index.entries.delete(other);
  }
}

/** Fails unless each pathspec matches a file; exit code 128 says `fatal`, 1 says `error`. */
export function requirePaths(paths: Pathspec, known: readonly string[], exitCode: 1 | 128): void {
  const missing = paths.unmatched(known);
  if (missing.length === 0) return;
  if (exitCode === 128) throw fatal(`pathspec '${missing[0] ?? ""}' did not match any files`);
  const lines = missing.map((word) => `error: pathspec '${word}' did not match any file(s) known to git`);
  throw new GitFailure(1, lines.join("\n"));
}
