import { variantPath } from "../catalog/name-variant.js";
import type { PlannedModel, PlannedTask, PlannedTrial } from "../schema/run.js";
import { seededRandom, shuffled } from "../stats/random.js";
import { trialId } from "./trial-id.js";

/** Which planned task a trial works on. */
export function taskKey(task: string, variant: string, modelFamily: string | null): string {
  return JSON.stringify([task, variant, modelFamily]);
}

/** The planned tasks by `taskKey`. */
export function indexTasks(tasks: readonly PlannedTask[]): ReadonlyMap<string, PlannedTask> {
  return new Map(tasks.map((task) => [taskKey(task.task, task.variant, task.modelFamily), task]));
}

/**
 * Every trial of tasks x variants x models x index. Trials of one index come before those of the next, so
 * that a run that is cut short is balanced; inside an index the seed decides, so that arms are mixed.
 */
export function planTrials(
  tasks: readonly PlannedTask[],
  models: readonly PlannedModel[],
  trialsPerCell: number,
  seed: number,
): PlannedTrial[] {
  const round = (index: number): PlannedTrial[] =>
    tasks.flatMap(({ task, variant, modelFamily }) =>
      models
        .filter(({ family }) => family === modelFamily)
        .map(({ model }) => ({
          trial: trialId(task, variantPath(variant), model, index),
          task,
          variant,
          model,
          index,
        })),
    );
  return Array.from({ length: trialsPerCell }, (_, offset) => offset + 1).flatMap((index) =>
    shuffled(round(index), seededRandom(seed + index)),
  );
}
