import type { Tree } from "../schema/tree.js";
import { findHunks } from "./mutants/edit-text.js";
import type { AppliedPatch } from "./open-task.js";

/** The kind and size of a patch: `2 files: added .jsonl 1 hunk +12 -0, modified .md 1 hunk +3 -1`. */
export function measurePatch(base: Tree, { tree, changes }: AppliedPatch): string {
  const files = changes.map(({ path, change }) => {
    const hunks = findHunks(base, tree, path);
    const added = hunks.reduce((sum, hunk) => sum + hunk.newCount, 0);
    const removed = hunks.reduce((sum, hunk) => sum + hunk.oldCount, 0);
    const ending = /\.\w+$/.exec(path)?.[0] ?? "file";
    return `${change} ${ending} ${hunks.length} hunks +${added} -${removed}`;
  });
  return `${changes.length} files: ${files.toSorted().join(", ")}`;
}
