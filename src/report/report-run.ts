import type { RunManifest } from "../schema/run.js";
import { outcomesOf, sortTrials } from "../sampling/sort-trials.js";
import { readScores, readTrials, type RunFolder } from "../trace/run-folder.js";
import { summariseRows, type ModelSummary } from "./summarise.js";
import { joinRows, type TrialRow } from "./trial-row.js";

/**
 * What a run adds up to. `missing` trials have not finished and may be wanted; `skipped` ones the sampling rule has made
 * needless; `unscored` have no line in scores.jsonl.
 */
export interface RunReport {
  readonly run: string;
  readonly folder: string;
  readonly fingerprint: string;
  readonly versions: RunManifest["versions"];
  readonly planned: number;
  readonly finished: number;
  readonly missing: number;
  readonly skipped: number;
  readonly unscored: number;
  readonly models: readonly ModelSummary[];
  readonly rows: readonly TrialRow[];
}

/** Reads a run's records and adds them up. */
export function reportRun(run: RunFolder, manifest: RunManifest): RunReport {
  const trials = readTrials(run);
  const scores = readScores(run);
  const rows = joinRows(trials, scores);
  const left = sortTrials(manifest, outcomesOf(trials, scores));
  return {
    run: manifest.run,
    folder: run.folder,
    fingerprint: manifest.fingerprint,
    versions: manifest.versions,
    planned: manifest.trials.length,
    finished: trials.length,
    missing: left.due.length + left.undecided.length,
    skipped: left.skipped.length,
    unscored: trials.length - rows.length,
    models: summariseRows(
      rows,
      manifest.models.map(({ model }) => model),
    ),
    rows,
  };
}
