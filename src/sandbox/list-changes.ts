import { storeContent } from "../diff/stored-content.js";
import { comparePaths } from "../diff/trees.js";
import { RepositoryPath } from "../schema/common.js";
import type { FileChange, TreeFile } from "../schema/tree.js";
import type { BaseIndex } from "./base-index.js";
import { isWithin } from "./machine-path.js";
import type { Edit, Entry } from "./overlay-entry.js";

/** How the repository differs from its base, in path order. Looks at edited paths only; `.git` is left out. */
export function listChanges(base: BaseIndex, edits: readonly Edit[]): readonly FileChange[] {
  const { home } = base.staged.facts;
  const changes: FileChange[] = [];
  for (const { path, entry } of edits) {
    if (!path.startsWith(`${home}/`) || isWithin(`${home}/.git`, path)) continue;
    const repositoryPath = RepositoryPath.parse(path.slice(home.length + 1));
    const change = compare(
      repositoryPath,
      asTreeFile(base.entries.get(path)),
      asTreeFile(entry ?? undefined),
    );
    if (change !== undefined) changes.push(change);
  }
  return changes.sort((left, right) => comparePaths(left.path, right.path));
}

/** A folder is no file of a tree: it exists only through what it holds. */
function asTreeFile(entry: Entry | undefined): TreeFile | undefined {
  if (entry === undefined || entry.kind === "directory") return undefined;
  if (entry.kind === "symlink") return { mode: "120000", bytes: new TextEncoder().encode(entry.target) };
  return { mode: (entry.mode & 0o100) === 0 ? "100644" : "100755", bytes: entry.bytes };
}

function compare(
  path: string,
  before: TreeFile | undefined,
  after: TreeFile | undefined,
): FileChange | undefined {
  if (after === undefined) return before === undefined ? undefined : { change: "deleted", path };
  const change = before === undefined ? "added" : "modified";
  const unchanged = before?.mode === after.mode && Buffer.compare(before.bytes, after.bytes) === 0;
  return unchanged ? undefined : { change, path, mode: after.mode, content: storeContent(after.bytes) };
}
