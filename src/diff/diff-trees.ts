import type { FileChange, Tree, TreeFile } from "../schema/tree.js";
import { storeContent } from "./stored-content.js";
import { sortPaths } from "./trees.js";

/** Every path at which two trees differ, in code-point order. Files shared by identity are not read. */
export function diffTrees(before: Tree, after: Tree): FileChange[] {
  const paths = new Set([...before.paths(), ...after.paths()]);
  return sortPaths(paths).flatMap((path) => diffFile(path, before.file(path), after.file(path)) ?? []);
}

/** How one path differs; undefined where it does not. */
export function diffFile(
  path: string,
  before: TreeFile | undefined,
  after: TreeFile | undefined,
): FileChange | undefined {
  if (before === after || sameFile(before, after)) return undefined;
  if (after === undefined) return { change: "deleted", path };
  const content = storeContent(after.bytes);
  return { change: before === undefined ? "added" : "modified", path, mode: after.mode, content };
}

/** Whether two files have the same mode and bytes; two missing files are the same. */
export function sameFile(first: TreeFile | undefined, second: TreeFile | undefined): boolean {
  if (first === undefined || second === undefined) return first === second;
  if (first.mode !== second.mode) return false;
  return first.bytes === second.bytes || Buffer.compare(first.bytes, second.bytes) === 0;
}
