import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { LoadedTask } from "../catalog/load-task.js";
import { resolveTask } from "../catalog/resolve-task.js";
import type { ResolvedTask } from "../catalog/resolve-task.js";
import { stageTree } from "../catalog/stage-tree.js";
import { applyPatch } from "../diff/apply-patch.js";
import { diffTrees } from "../diff/diff-trees.js";
import { mapTree } from "../diff/trees.js";
import type { FileChange, Tree } from "../schema/tree.js";
import type { TaskPatch } from "../catalog/read-patches.js";
import type { Assess } from "../scorers/score-trial.js";
import type { OpenScoring, StagedScoring } from "./scoring.js";

/** A patch laid over the base. */
export interface AppliedPatch {
  readonly patch: TaskPatch;
  readonly tree: Tree;
  readonly changes: readonly FileChange[];
}

/** The base variant of a task, with everything its proofs need. */
export interface TaskUnderCheck {
  /** `task core/x`. */
  readonly subject: string;
  readonly task: LoadedTask;
  readonly environment: LoadedEnvironment;
  readonly resolved: ResolvedTask;
  readonly base: Tree;
  readonly scoring: StagedScoring;
  readonly assess: Assess;
  readonly applied: readonly AppliedPatch[];
}

/** Stages a task's base variant and applies its patches; the first thing in the way is told instead. */
export function openTask(
  task: LoadedTask,
  environment: LoadedEnvironment,
  open: OpenScoring,
): TaskUnderCheck | { readonly fault: string } {
  const resolved = resolveTask(task, environment.file, {});
  if (!resolved.ok)
    return { fault: resolved.problems.map(({ field, message }) => `${field}: ${message}`).join("; ") };
  const base = mapTree(stageTree(resolved.value, task, environment).files);
  const applied: AppliedPatch[] = [];
  for (const patch of task.patches) {
    const result = applyPatch(base, patch.text);
    if ("problem" in result) return { fault: `${patch.name}.patch does not apply: ${result.problem}` };
    applied.push({ patch, tree: result.tree, changes: diffTrees(base, result.tree) });
  }
  const scoring = open(environment, base);
  return {
    subject: nameTask(task),
    task,
    environment,
    resolved: resolved.value,
    base,
    scoring,
    assess: scoring.assess(resolved.value.scoring),
    applied,
  };
}

/** How results name a task: `task core/x`. */
export function nameTask(task: LoadedTask): string {
  return `task ${task.suite}/${task.file.id}`;
}
