import type { RunManifest } from "../schema/run.js";
import { readJudgeNotes, readScores, readTrials, type RunFolder } from "../trace/run-folder.js";
import type { StudiedRun } from "./studied-run.js";
import { studyRun, type LookUpJudge } from "./study-run.js";

/** Reads a run's records and adds them up. */
export function reportRun(run: RunFolder, manifest: RunManifest, lookUpJudge?: LookUpJudge): StudiedRun {
  const records = {
    folder: run.folder,
    manifest,
    trials: readTrials(run),
    scores: readScores(run),
    judgeNotes: readJudgeNotes(run),
  };
  return studyRun(records, lookUpJudge);
}
