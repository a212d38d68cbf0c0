import type { FileMode, Tree, TreeFile } from "../schema/tree.js";

/** A tree that a lab command reads and changes. `write` keeps the mode of a file that is there unless one is given. */
export interface MutableTree extends Tree {
  write(path: string, bytes: Uint8Array, mode?: FileMode): void;
  remove(path: string): void;
}

/** Changes on top of a tree. */
export interface TreeOverlay extends MutableTree {
  /** What differs from the base by path; undefined stands for a removed file. */
  changes(): ReadonlyMap<string, TreeFile | undefined>;
}

/** An overlay that never touches its base. */
export function createMutableTree(base: Tree): TreeOverlay {
  const changed = new Map<string, TreeFile | undefined>();
  let paths: readonly string[] | undefined;
  const file = (path: string): TreeFile | undefined =>
    changed.has(path) ? changed.get(path) : base.file(path);
  const change = (path: string, next: TreeFile | undefined): void => {
    if ((file(path) === undefined) !== (next === undefined)) paths = undefined;
    changed.set(path, next);
  };
  return {
    file,
    paths: () => (paths ??= changed.size === 0 ? base.paths() : mergePaths(base.paths(), changed)),
    write: (path, bytes, mode) => change(path, { mode: mode ?? file(path)?.mode ?? "100644", bytes }),
    remove: (path) => change(path, undefined),
    changes: () => changed,
  };
}

function mergePaths(
  base: readonly string[],
  changed: ReadonlyMap<string, TreeFile | undefined>,
): readonly string[] {
  const paths = new Set(base);
  for (const [path, file] of changed) {
    if (file === undefined) paths.delete(path);
    else paths.add(path);
  }
  return [...paths].sort(compareCodePoints);
}

function compareCodePoints(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
