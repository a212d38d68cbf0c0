import { compareListings, type Change } from "./change.js";
import { detectRenames } from "./detect-renames.js";
import { emptyTree, type Commit } from "./object-types.js";
import type { Repository } from "./repository.js";

export interface WalkOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly firstParent?: boolean;
  /** Whether a path is meant; undefined: all history. */
  readonly paths?: ((path: string) => boolean) | undefined;
  /** A path to follow through renames. */
  readonly follow?: string | undefined;
  /** Children before their parents, even where dates disagree. */
  readonly topological?: boolean;
}

/** Every commit that a set of commits leads to, themselves included. */
export async function ancestors(repository: Repository, oids: readonly string[]): Promise<Set<string>> {
  const seen = new Set<string>();
  const queue = [...oids];
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    queue.push(...(await repository.objects.commit(oid)).parents);
  }
  return seen;
}

/** What one commit changed against its parent (or against nothing). */
export async function commitChanges(
  repository: Repository,
  commit: Commit,
  parent = commit.parents[0],
): Promise<Change[]> {
  const before = await repository.objects.listing(parent ?? emptyTree);
  return compareListings(before, await repository.objects.listing(commit.oid));
}

/** Commits from newest to oldest as git walks them; with paths, only those that changed them. */
export async function walkCommits(repository: Repository, options: WalkOptions): Promise<Commit[]> {
  const excluded = await ancestors(repository, options.exclude);
  const found: Commit[] = [];
  const seen = new Set<string>();
  const queue: Commit[] = [];
  const push = async (oid: string) => {
    if (seen.has(oid) || excluded.has(oid)) return;
    seen.add(oid);
    const commit = await repository.objects.commit(oid);
    const place = queue.findIndex((other) => other.committer.timestamp < commit.committer.timestamp);
    queue.splice(place === -1 ? queue.length : place, 0, commit);
  };
  for (const oid of options.include) await push(oid);
  let followed = options.follow;
  for (let commit = queue.shift(); commit !== undefined; commit = queue.shift()) {
    const parents = options.firstParent === true ? commit.parents.slice(0, 1) : commit.parents;
    if (followed !== undefined) {
      const touched = await findFollowed(repository, commit, followed);
      if (touched !== undefined) {
        found.push(commit);
        followed = touched;
      }
      for (const parent of parents) await push(parent);
      continue;
    }
    const same =
      options.paths === undefined ? undefined : await sameParents(repository, commit, parents, options.paths);
    const kept =
      same === undefined ||
      (parents.length === 0 ? await touchesRoot(repository, commit, options.paths) : same.length === 0);
    if (kept && !(parents.length > 1 && options.paths !== undefined && same?.length !== 0))
      found.push(commit);
    const [simplified] = same ?? [];
    for (const parent of simplified === undefined || parents.length < 2 ? parents : [simplified])
      await push(parent);
  }
  return options.topological === true ? sortTopologically(found) : found;
}

/** Parents whose files at these paths are the commit's own. */
async function sameParents(
  repository: Repository,
  commit: Commit,
  parents: readonly string[],
  wanted: (path: string) => boolean,
): Promise<string[]> {
  const same: string[] = [];
  for (const parent of parents) {
    const changes = await commitChanges(repository, commit, parent);
    if (!changes.some((change) => wanted((change.after ?? change.before)?.path ?? ""))) same.push(parent);
  }
  return same;
}

async function touchesRoot(
  repository: Repository,
  commit: Commit,
  wanted: ((path: string) => boolean) | undefined,
) {
  if (wanted === undefined) return true;
  return [...(await repository.objects.listing(commit.oid)).keys()].some(wanted);
}

/** The earlier name of a file if this commit touched it, else undefined. */
async function findFollowed(
  repository: Repository,
  commit: Commit,
  path: string,
): Promise<string | undefined> {
  if (commit.parents.length > 1) return undefined;
  const changes = await commitChanges(repository, commit);
  const own = changes.find((change) => (change.after ?? change.before)?.path === path);
  if (own === undefined) return undefined;
  if (own.before !== undefined) return path;
  const joined = await detectRenames(changes, (oid) => repository.objects.blob(oid));
  return joined.find((change) => change.after?.path === path)?.before?.path ?? path;
}

/** Keeps the order except that no parent comes before one of its children. */
function sortTopologically(commits: readonly Commit[]): Commit[] {
  const byId = new Map(commits.map((commit) => [commit.oid, commit]));
  const waiting = new Map<string, number>();
  for (const commit of commits) {
    for (const parent of commit.parents) waiting.set(parent, (waiting.get(parent) ?? 0) + 1);
  }
  const sorted: Commit[] = [];
  const ready = commits.filter((commit) => !waiting.has(commit.oid)).reverse();
  for (let commit = ready.pop(); commit !== undefined; commit = ready.pop()) {
    sorted.push(commit);
    for (const parent of commit.parents) {
      const left = (waiting.get(parent) ?? 1) - 1;
      waiting.set(parent, left);
      const next = byId.get(parent);
      if (left === 0 && next !== undefined) ready.push(next);
    }
  }
  return sorted;
}

/** The best common ancestors of two commits. */
export async function mergeBases(repository: Repository, one: string, other: string): Promise<string[]> {
  const first = await ancestors(repository, [one]);
  const common = [...(await ancestors(repository, [other]))].filter((oid) => first.has(oid));
  const best: string[] = [];
  const commits = await Promise.all(common.map((oid) => repository.objects.commit(oid)));
  const below = await ancestors(
    repository,
    commits.flatMap((commit) => commit.parents),
  );
  for (const oid of common) if (!below.has(oid)) best.push(oid);
  return best;
}
