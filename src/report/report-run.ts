import type { RunManifest } from "../schema/run.js";
import { readPlannedTrials } from "../trace/read-planned-trials.js";
import { readJudgeNotes, readScores, type RunFolder } from "../trace/run-folder.js";
import type { StudiedRun } from "./studied-run.js";
import { studyRun, type LookUpJudge } from "./study-run.js";

/** Reads a run's records and adds them up. Throws `InputError` for records that are not as planned. */
export function reportRun(run: RunFolder, manifest: RunManifest, lookUpJudge?: LookUpJudge): StudiedRun {
  const records = {
    folder: run.folder,
    manifest,
    trials: readPlannedTrials(run, manifest),
    scores: readScores(run),
    judgeNotes: readJudgeNotes(run),
  };
  return studyRun(records, lookUpJudge);
}
