import { loadContent } from "../diff/stored-content.js";
import { mapTree } from "../diff/trees.js";
import type { BaseEvidence } from "../schema/base-evidence.js";
import type { Tree } from "../schema/tree.js";

/** The staged tree that a run or a staged folder keeps. */
export function evidenceTree(evidence: BaseEvidence): Tree {
  const files = Object.entries(evidence.files).map(
    ([path, { mode, content }]) => [path, { mode, bytes: loadContent(content) }] as const,
  );
  return mapTree(new Map(files));
}
