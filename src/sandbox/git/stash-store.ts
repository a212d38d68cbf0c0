import { subjectOf } from "./commit-message.js";
import { fatal, failed } from "./git-failure.js";
import { stagedListing } from "./index-file.js";
import { emptyTree, noObject, type Commit, type Entry } from "./object-types.js";
import type { Pathspec } from "./pathspec.js";
import { formatSignature } from "./signature.js";
import type { Repository } from "./repository.js";
import { resolveRevision } from "./revision.js";
import { trackedListing } from "./work-tree.js";

const name = "refs/stash";

/** A stash: its place in the list, and the commits that hold it. */
export interface Stash {
  readonly position: number;
  readonly label: string;
  readonly commit: Commit;
  readonly base: Commit;
  readonly index: Commit;
  readonly untracked: Commit | undefined;
}

/** The stash that `stash@{1}`, `1` or nothing names. */
export async function findStash(repository: Repository, word: string | undefined): Promise<Stash> {
  const log = repository.references.log(name);
  const number = word === undefined ? 0 : /^(?:stash@\{)?(\d+)\}?$/.exec(word)?.[1];
  if (number === undefined) {
    const oid = await resolveRevision(repository, word ?? "");
    if (oid === undefined) throw failed(`${word ?? ""} is not a valid reference`);
    return readStash(repository, oid, -1, word ?? "");
  }
  const position = Number(number);
  const entry = log[position];
  if (log.length === 0) throw new NoStash();
  if (entry === undefined) throw fatal(`log for 'stash' only has ${log.length} entries`);
  return readStash(repository, entry.after, position, `refs/stash@{${position}}`);
}

/** There is nothing on the list. */
class NoStash extends Error {
  override readonly name = "NoStash";
}

export function isNoStash(error: unknown): boolean {
  return error instanceof NoStash;
}

async function readStash(
  repository: Repository,
  oid: string,
  position: number,
  label: string,
): Promise<Stash> {
  const { objects } = repository;
  const commit = await objects.commit(oid);
  const [base, index, untracked] = commit.parents;
  if (base === undefined || index === undefined) throw fatal(`'${label}' is not a stash-like commit`);
  return {
    position,
    label,
    commit,
    base: await objects.commit(base),
    index: await objects.commit(index),
    untracked: untracked === undefined ? undefined : await objects.commit(untracked),
  };
}

/** Stores the state of the working tree as a stash on HEAD and returns its message. */
export async function storeStash(
  repository: Repository,
  request: {
    head: Commit;
    message: string | undefined;
    untracked: readonly (readonly [string, Entry])[];
    paths: Pathspec;
  },
): Promise<{ oid: string; message: string }> {
  const { head, paths } = request;
  const { objects, references } = repository;
  const who = repository.identity("committer");
  const author = repository.identity("author");
  const onto = `${references.branch ?? "(no branch)"}: ${repository.abbreviate(head.oid)} ${subjectOf(head.message)}`;
  const write = async (
    files: Iterable<readonly [string, Entry]>,
    parents: readonly string[],
    message: string,
  ) =>
    objects.writeCommit({
      tree: await objects.writeListing(files),
      parents,
      author,
      committer: who,
      message,
    });
  const index = repository.readIndex();
  const indexCommit = await write(stagedListing(index), [head.oid], `index on ${onto}\n`);
  const untracked =
    request.untracked.length === 0
      ? []
      : [await write(request.untracked, [], `untracked files on ${onto}\n`)];
  const work = new Map(stagedListing(index));
  const tracked = trackedListing(repository, index.entries.keys());
  for (const path of index.entries.keys()) {
    if (!paths.matches(path)) continue;
    const entry = tracked.get(path);
    if (entry === undefined) work.delete(path);
    else work.set(path, entry);
  }
  for (const { oid } of [...tracked.values(), ...request.untracked.map(([, entry]) => entry)])
    await objects.writeBlob(await objects.blob(oid));
  const message =
    request.message === undefined
      ? `WIP on ${onto}`
      : `On ${references.branch ?? "(no branch)"}: ${request.message}`;
  const oid = await write(
    [...work].sort(([a], [b]) => (a < b ? -1 : 1)),
    [head.oid, indexCommit, ...untracked],
    message,
  );
  pushStash(repository, oid, message);
  return { oid, message };
}

function pushStash(repository: Repository, oid: string, message: string): void {
  const { references } = repository;
  const before = references.resolve(name) ?? noObject;
  references.writeText(name, `${oid}\n`);
  references.appendLog(name, { before, after: oid, who: repository.identity("committer"), message });
}

/** Takes one stash off the list. */
export function dropStash(repository: Repository, position: number): void {
  const { references } = repository;
  const kept = references
    .log(name)
    .filter((_, place) => place !== position)
    .reverse();
  references.removeText(name);
  references.removeText(`logs/${name}`);
  let before = noObject;
  const lines = kept.map((entry) => {
    const line = `${before} ${entry.after} ${formatSignature(entry.who)}\t${entry.message}\n`;
    before = entry.after;
    return line;
  });
  if (lines.length === 0) return;
  references.writeText(name, `${before}\n`);
  references.writeText(`logs/${name}`, lines.join(""));
}

/** What a stash's third parent holds. */
export async function stashedUntracked(repository: Repository, stash: Stash) {
  return repository.objects.listing(stash.untracked?.oid ?? emptyTree);
}
