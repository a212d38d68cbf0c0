import { GitFailure } from "./git-failure.js";
import { plainEntry, stagedListing, type Index } from "./index-file.js";
import type { Entry, Listing } from "./object-types.js";
import type { Repository } from "./repository.js";
import { removeWorkFile, stagedEntry, workEntry, writeWorkFile } from "./work-tree.js";

/** What a move of the working tree is for: decides the words of a refusal. */
export type MovePurpose = "checkout" | "merge" | "stash";

/** Takes the index and the working tree from one set of files to another and keeps local changes, or refuses as git does. */
export async function moveTree(
  repository: Repository,
  from: Listing,
  to: Listing,
  purpose: MovePurpose,
  prepared?: Index,
): Promise<void> {
  const index = prepared ?? repository.readIndex();
  const staged = stagedListing(index);
  const blocked: string[] = [];
  const inTheWay: string[] = [];
  const moves: [string, Entry | undefined][] = [];
  for (const path of new Set([...from.keys(), ...to.keys()])) {
    const target = to.get(path);
    if (sameEntry(from.get(path), target) || sameEntry(staged.get(path), target)) continue;
    const work = workEntry(repository, path);
    const now = staged.get(path);
    if (now === undefined && from.get(path) === undefined) {
      if (work !== undefined && !sameEntry(work, target)) inTheWay.push(path);
    } else if (!sameEntry(now, from.get(path)) || (work !== undefined && !sameEntry(work, now)))
      blocked.push(path);
    moves.push([path, target]);
  }
  refuse(blocked, inTheWay, purpose);
  await placeFiles(repository, index, moves);
  repository.writeIndex(index);
}

/** Puts files into the index and the working tree, whatever is there. */
export async function placeFiles(
  repository: Repository,
  index: Index,
  moves: readonly (readonly [string, Entry | undefined])[],
): Promise<void> {
  for (const [path, target] of moves) {
    if (target !== undefined) continue;
    removeWorkFile(repository, path);
    index.entries.delete(path);
    index.conflicts.delete(path);
  }
  for (const [path, target] of moves) {
    if (target === undefined) continue;
    await writeWorkFile(repository, path, target);
    index.entries.set(path, stagedEntry(repository, path, target));
    index.conflicts.delete(path);
  }
}

/** Makes index and working tree equal to these files; untracked files stay. */
export async function forceTree(repository: Repository, to: Listing): Promise<void> {
  const index = repository.readIndex();
  const moves: [string, Entry | undefined][] = [];
  for (const path of new Set([...index.entries.keys(), ...index.conflicts.keys(), ...to.keys()])) {
    const target = to.get(path);
    if (target === undefined || !sameEntry(workEntry(repository, path), target)) moves.push([path, target]);
  }
  await placeFiles(repository, index, moves);
  index.conflicts.clear();
  for (const [path, entry] of to) {
    const staged = index.entries.get(path);
    if (staged?.oid !== entry.oid || staged.mode !== entry.mode || staged.intentToAdd)
      index.entries.set(path, plainEntry(path, entry));
  }
  repository.writeIndex(index);
}

export function sameEntry(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

function refuse(blocked: readonly string[], inTheWay: readonly string[], purpose: MovePurpose): void {
  if (blocked.length === 0 && inTheWay.length === 0) return;
  const list = (paths: readonly string[]) =>
    [...paths]
      .sort()
      .map((path) => `\t${path}\n`)
      .join("");
  const verb = purpose === "checkout" ? "checkout" : "merge";
  const then = purpose === "checkout" ? "switch branches" : "merge";
  let text = "";
  if (blocked.length > 0) {
    text += `error: Your local changes to the following files would be overwritten by ${verb}:\n${list(blocked)}Please commit your changes or stash them before you ${then}.\n`;
  }
  if (inTheWay.length > 0) {
    text += `error: The following untracked working tree files would be overwritten by ${verb}:\n${list(inTheWay)}Please move or remove them before you ${then}.\n`;
  }
  throw new GitFailure(1, `${text}Aborting`);
}
