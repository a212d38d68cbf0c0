import type { RunManifest } from "../schema/run.js";
import { readScores, readTrials, type RunFolder } from "../trace/run-folder.js";
import type { StudiedRun } from "./studied-run.js";
import { studyRun, type FindCalibration } from "./study-run.js";

/** Reads a run's records and adds them up. */
export function reportRun(
  run: RunFolder,
  manifest: RunManifest,
  findCalibration: FindCalibration = () => null,
): StudiedRun {
  const records = { folder: run.folder, manifest, trials: readTrials(run), scores: readScores(run) };
  return studyRun(records, findCalibration);
}
