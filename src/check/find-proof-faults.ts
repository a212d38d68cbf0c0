import { isDeepStrictEqual } from "node:util";
import { applyPatch } from "../diff/apply-patch.js";
import { diffTrees } from "../diff/diff-trees.js";
import type { Action } from "../schema/outcome.js";
import type { AppliedPatch, TaskUnderCheck } from "./open-task.js";
import type { OpenScoring } from "./scoring.js";
import type { StagedVariant } from "./stage-variants.js";

const proven = new Map<string, Action>([
  ["oracle", "implemented"],
  ["opposite", "reversed"],
]);

/**
 * In a variant the work is not done at the start, the oracle does it, and the opposite undoes it. A variant with
 * the tree and the expectations of the base is proven by the base.
 */
export function findProofFaults(
  opened: TaskUnderCheck,
  variant: StagedVariant,
  open: OpenScoring,
): readonly string[] {
  const { environment, base, resolved, applied } = opened;
  const { tree } = variant;
  const { scoring } = variant.resolved;
  if (tree === base && isDeepStrictEqual(scoring, resolved.scoring)) return [];
  const assess = (tree === base ? opened.scoring : open(environment, tree)).assess(scoring);
  const met = assess([])
    .readouts.filter(({ verdict }) => verdict === "met")
    .map(({ surface, expected }) => `${surface} holds before any work: ${expected ?? ""}`);
  const scored = applied.flatMap(({ patch, tree: patched }: AppliedPatch): readonly string[] => {
    const wanted = proven.get(patch.kind);
    if (wanted === undefined) return [];
    const result = tree === base ? { tree: patched } : applyPatch(tree, patch.text);
    if ("problem" in result) return [`${patch.name}.patch does not apply: ${result.problem}`];
    const { action } = assess(diffTrees(tree, result.tree));
    return action === wanted ? [] : [`${patch.name}: expected ${wanted}, scored ${action}`];
  });
  return [...met, ...scored];
}
