import { InputError } from "../schema/input-error.js";
import type { RunManifest, TrialRecord } from "../schema/run.js";
import { readTrials, type RunFolder } from "./run-folder.js";

/**
 * The finished trials of a run. Throws `InputError`, naming the line, for a trial that the plan does not hold so, and for one
 * that is there twice: it would count twice.
 */
export function readPlannedTrials(run: RunFolder, manifest: Pick<RunManifest, "trials">): TrialRecord[] {
  const trials = readTrials(run);
  const planned = new Map(manifest.trials.map((trial) => [trial.trial, trial]));
  const seen = new Set<string>();
  trials.forEach((record, place) => {
    const at = `${run.trials}:${place + 1}`;
    const expected = planned.get(record.trial);
    if (expected === undefined)
      throw new InputError(`${at}: trial: ${record.trial} is not in the run's plan`);
    if (seen.has(record.trial)) throw new InputError(`${at}: trial: ${record.trial} is there twice`);
    seen.add(record.trial);
    for (const field of ["task", "variant", "model"] as const) {
      if (record[field] !== expected[field])
        throw new InputError(`${at}: ${field}: expected ${expected[field]} as planned, got ${record[field]}`);
    }
  });
  return trials;
}
