import type { FileChange, Tree } from "../schema/tree.js";
import { formatFileDiff } from "./format-file-diff.js";
import { loadContent } from "./stored-content.js";

/**
 * The bytes of a patch that `git apply` turns a checkout of `before` with, exactly, into the changed
 * state: text hunks, modes, links, binary literals, full ids. Empty without changes.
 */
export function formatPatch(before: Tree, changes: readonly FileChange[]): Uint8Array {
  const sections = changes.map((change) =>
    formatFileDiff({
      path: change.path,
      before: before.file(change.path),
      after:
        change.change === "deleted" ? undefined : { mode: change.mode, bytes: loadContent(change.content) },
    }),
  );
  return Buffer.from(sections.join(""), "latin1");
}
