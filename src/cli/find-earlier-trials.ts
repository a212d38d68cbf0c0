import { withConditions, type EarlierTrial } from "../runner/earlier-trials.js";
import { InputError } from "../schema/input-error.js";
import type { RunManifest } from "../schema/run.js";
import { listRuns, openRunFolder, readManifest, readTrials } from "../trace/run-folder.js";

/** The finished trials of a plan's tasks, in the same versions, among the runs below a folder. Unreadable runs are passed over. */
export function findEarlierTrials(folder: string, { tasks }: Pick<RunManifest, "tasks">): EarlierTrial[] {
  const wanted = new Set(tasks.map(nameVersion));
  return listRuns(folder).flatMap((path) => {
    const run = openRunFolder(path);
    try {
      const manifest = readManifest(run);
      const known = manifest.tasks.filter((task) => wanted.has(nameVersion(task)));
      return known.length === 0 ? [] : withConditions({ ...manifest, tasks: known }, readTrials(run));
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

function nameVersion({ task, version }: RunManifest["tasks"][number]): string {
  return JSON.stringify([task, version]);
}
