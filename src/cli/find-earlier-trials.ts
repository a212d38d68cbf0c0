import { InputError } from "../schema/input-error.js";
import type { RunManifest, TrialRecord } from "../schema/run.js";
import { listRuns, openRunFolder, readManifest, readTrials } from "../trace/run-folder.js";

/** The finished trials of a plan's tasks, in the same versions, among the runs below a folder. Unreadable runs are passed over. */
export function findEarlierTrials(folder: string, { tasks }: Pick<RunManifest, "tasks">): TrialRecord[] {
  const wanted = new Set(tasks.map(nameVersion));
  return listRuns(folder).flatMap((path) => {
    const run = openRunFolder(path);
    try {
      const known = new Set(
        readManifest(run)
          .tasks.filter((task) => wanted.has(nameVersion(task)))
          .map(({ task }) => task),
      );
      return known.size === 0 ? [] : readTrials(run).filter(({ task }) => known.has(task));
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

function nameVersion({ task, version }: RunManifest["tasks"][number]): string {
  return JSON.stringify([task, version]);
}
