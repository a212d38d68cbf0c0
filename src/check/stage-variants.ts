import { singleLevels } from "../catalog/find-task-problems.js";
import type { Overlay } from "../catalog/read-overlays.js";
import type { ResolvedTask } from "../catalog/resolve-task.js";
import { resolveTask } from "../catalog/resolve-task.js";
import { chosenOverlays, stageTree } from "../catalog/stage-tree.js";
import { mapTree } from "../diff/trees.js";
import { Factor } from "../schema/labels.js";
import type { Tree } from "../schema/tree.js";
import type { TaskUnderCheck } from "./open-task.js";

/** A task at one level that is not the base's, every other factor at its base. */
export interface StagedVariant {
  readonly factor: Factor;
  readonly resolved: ResolvedTask;
  /** Its overlays with their names filled; empty where it has the base's tree. */
  readonly overlays: readonly Overlay[];
  readonly tree: Tree;
}

/** Every level of every factor that a task offers, alone; the base left out. */
export function stageVariants({ task, environment, base }: TaskUnderCheck): readonly StagedVariant[] {
  return singleLevels(task, environment.file).flatMap((levels) => {
    const factor = Factor.options.find((name) => levels[name] !== undefined);
    const resolved = resolveTask(task, environment.file, levels);
    if (factor === undefined || !resolved.ok) return [];
    const overlays = chosenOverlays(resolved.value, task, environment);
    const tree = overlays.length === 0 ? base : mapTree(stageTree(resolved.value, task, environment).files);
    return [{ factor, resolved: resolved.value, overlays, tree }];
  });
}
