import { pairKey } from "../schema/pair-key.js";
import type { PlannedTask, PlannedTrial, RunManifest } from "../schema/run.js";
import { fewestTrials } from "../sampling/judge-cell.js";
import { samplingOf } from "../sampling/sort-trials.js";
import { pick, seededRandom } from "../stats/random.js";

/** What names a task and its pair. */
type PairedTask = Pick<PlannedTask, "task" | "environment" | "pair">;

const leastPairs = 3;
const mostPairs = 8;

/**
 * The trials to run first: the first `perCell` of each arm of a few pairs per model, a quarter of them (3 to 8), drawn
 * by the run's seed. No more per cell than the sampling rule runs in any case.
 */
export function pickPilot(
  manifest: Pick<RunManifest, "models" | "trials" | "seed" | "sampling" | "trialsPerCell"> & {
    readonly tasks: readonly PairedTask[];
  },
  perCell: number,
): PlannedTrial[] {
  const pairOf = pairNames(manifest.tasks);
  const deepest = Math.min(perCell, fewestTrials(samplingOf(manifest)));
  return manifest.models.flatMap(({ model }) => {
    const trials = manifest.trials.filter((trial) => trial.model === model && trial.index <= deepest);
    const pairs = [...new Set(trials.map(pairOf))].toSorted();
    const wanted = Math.min(mostPairs, Math.max(leastPairs, Math.ceil(pairs.length / 4)));
    const chosen = new Set(pick(pairs, wanted, seededRandom(`${manifest.seed} pilot ${model}`)));
    return trials.filter((trial) => chosen.has(pairOf(trial)));
  });
}

/** What names a trial's pair in its variant. */
export function pairNames(
  tasks: readonly PairedTask[],
): (trial: Pick<PlannedTrial, "task" | "variant">) => string {
  const pairs = new Map(tasks.map((planned) => [planned.task, pairKey(planned)]));
  return ({ task, variant }) => JSON.stringify([pairs.get(task) ?? task, variant]);
}
