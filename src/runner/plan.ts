import { variantPath } from "../catalog/name-variant.js";
import type { PlannedModel, PlannedTask, PlannedTrial } from "../schema/run.js";
import { seededRandom, shuffled } from "../stats/random.js";
import { InputError } from "../schema/input-error.js";
import { trialId } from "./trial-id.js";

/** Finds the planned task that a model of a family works on: worded for its family where texts name it, else for all. */
export type FindTask = (
  wanted: Pick<PlannedTask, "task" | "variant">,
  modelFamily: string | null,
) => PlannedTask | undefined;

/** Tells planned tasks apart. */
export function taskKey({ task, variant, modelFamily }: TaskName): string {
  return JSON.stringify([task, variant, modelFamily]);
}

type TaskName = Pick<PlannedTask, "task" | "variant" | "modelFamily">;

export function indexTasks(tasks: readonly PlannedTask[]): FindTask {
  const known = new Map(tasks.map((task) => [taskKey(task), task]));
  return ({ task, variant }, modelFamily) =>
    known.get(taskKey({ task, variant, modelFamily })) ??
    known.get(taskKey({ task, variant, modelFamily: null }));
}

/** What fits into memory, a run folder and a lifetime. */
const mostPlanned = 1_000_000;

/**
 * Every trial of tasks x variants x models x index. Trials of one index come before those of the next, so
 * that a run that is cut short is balanced; inside an index the seed decides, so that arms are mixed. Throws `InputError` for
 * more trials than can be planned.
 */
export function planTrials(
  tasks: readonly PlannedTask[],
  models: readonly PlannedModel[],
  trialsPerCell: number,
  seed: number,
): PlannedTrial[] {
  const taskOf = indexTasks(tasks);
  const round = (index: number): PlannedTrial[] =>
    tasks.flatMap((planned) => {
      const { task, variant } = planned;
      return models
        .filter(({ family }) => taskOf(planned, family) === planned)
        .map(({ model }) => ({
          trial: trialId(task, variantPath(variant), model, index),
          task,
          variant,
          model,
          index,
        }));
    });
  const cells = round(1).length;
  if (cells * trialsPerCell > mostPlanned) {
    throw new InputError(
      `--trials: expected at most ${mostPlanned} trials in all, got ${cells} cells x ${trialsPerCell}`,
    );
  }
  return Array.from({ length: trialsPerCell }, (_, offset) => offset + 1).flatMap((index) =>
    shuffled(round(index), seededRandom(seed + index)),
  );
}
