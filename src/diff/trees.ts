import type { FileChange, Tree, TreeFile } from "../schema/tree.js";
import { loadContent } from "./stored-content.js";

/** A tree over a map from repository path to file. The map must not change afterwards. */
export function mapTree(files: ReadonlyMap<string, TreeFile>): Tree {
  let sorted: readonly string[] | undefined;
  return {
    file: (path) => files.get(path),
    paths: () => (sorted ??= sortPaths(files.keys())),
  };
}

/** `base` with the changes laid over it; the base is neither copied nor changed. */
export function applyChanges(base: Tree, changes: readonly FileChange[]): Tree {
  if (changes.length === 0) return base;
  const overlay = new Map<string, TreeFile | undefined>();
  for (const change of changes) {
    overlay.set(
      change.path,
      change.change === "deleted" ? undefined : { mode: change.mode, bytes: loadContent(change.content) },
    );
  }
  return overlayTree(base, overlay);
}

/** `base` with single paths replaced, or removed where undefined. */
export function overlayTree(base: Tree, overlay: ReadonlyMap<string, TreeFile | undefined>): Tree {
  let sorted: readonly string[] | undefined;
  return {
    file: (path) => (overlay.has(path) ? overlay.get(path) : base.file(path)),
    paths: () => (sorted ??= mergePaths(base, overlay)),
  };
}

function mergePaths(base: Tree, overlay: ReadonlyMap<string, TreeFile | undefined>): readonly string[] {
  const paths = base.paths();
  const kept = paths.filter((path) => !overlay.has(path));
  const present = [...overlay].filter(([, file]) => file !== undefined).map(([path]) => path);
  if (present.length === 0) return kept;
  return sortPaths([...kept, ...present]);
}

/** Code-point order, which is also the order of the paths' UTF-8 bytes. */
export function sortPaths(paths: Iterable<string>): string[] {
  return [...paths].sort(comparePaths);
}

/** Negative where the first path comes first in code-point order. */
export function comparePaths(first: string, second: string): number {
  const shorter = Math.min(first.length, second.length);
  for (let place = 0; place < shorter; place++) {
    const left = first.charCodeAt(place);
    const right = second.charCodeAt(place);
    if (left !== right) {
      // A surrogate stands for a code point above every other code unit.
      return isSurrogate(left) === isSurrogate(right) ? left - right : isSurrogate(left) ? 1 : -1;
    }
  }
  return first.length - second.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
