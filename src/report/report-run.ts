import type { RunManifest } from "../schema/run.js";
import { readScores, readTrials, type RunFolder } from "../trace/run-folder.js";
import { summariseRows, type ModelSummary } from "./summarise.js";
import { joinRows, type TrialRow } from "./trial-row.js";

/** What a run adds up to. `missing` trials were planned and have not finished; `unscored` have no line in scores.jsonl. */
export interface RunReport {
  readonly run: string;
  readonly folder: string;
  readonly fingerprint: string;
  readonly versions: RunManifest["versions"];
  readonly planned: number;
  readonly finished: number;
  readonly missing: number;
  readonly unscored: number;
  readonly models: readonly ModelSummary[];
  readonly rows: readonly TrialRow[];
}

/** Reads a run's records and adds them up. */
export function reportRun(run: RunFolder, manifest: RunManifest): RunReport {
  const trials = readTrials(run);
  const rows = joinRows(trials, readScores(run));
  return {
    run: manifest.run,
    folder: run.folder,
    fingerprint: manifest.fingerprint,
    versions: manifest.versions,
    planned: manifest.trials.length,
    finished: trials.length,
    missing: manifest.trials.length - trials.length,
    unscored: trials.length - rows.length,
    models: summariseRows(
      rows,
      manifest.models.map(({ model }) => model),
    ),
    rows,
  };
}
