import { applyPatch } from "../diff/apply-patch.js";
import { mapTree } from "../diff/trees.js";
import type { LoadedEnvironment } from "./load-environment.js";
import type { LoadedTask } from "./load-task.js";
import type { Problem } from "./problem.js";
import { resolveTask } from "./resolve-task.js";
import { stageTree } from "./stage-tree.js";

/** Patches of a task that do not apply to the tree its base variant starts from. */
export function findPatchProblems(task: LoadedTask, environment: LoadedEnvironment): readonly Problem[] {
  const resolved = resolveTask(task, environment.file, {});
  if (!resolved.ok) return resolved.problems;
  const tree = mapTree(stageTree(resolved.value, task, environment).files);
  return task.patches.flatMap(({ name, text }) => {
    const applied = applyPatch(tree, text);
    if (!("problem" in applied)) return [];
    const file = task.label.replace(/task\.yaml$/, `patches/${name}.patch`);
    return [
      {
        file,
        field: "",
        message: `expected a patch that applies to ${environment.label}/repo: ${applied.problem}`,
      },
    ];
  });
}
