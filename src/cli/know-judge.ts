import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { findCalibration, judgeCalibration } from "../report/find-calibration.js";
import type { LookUpJudge } from "../report/study-run.js";
import { digestJson } from "../runner/fingerprint.js";
import { digestRubric } from "../runner/judge-rubric.js";
import type { JudgeKnowledge } from "../schema/judge-note.js";
import type { PlannedJudge, PlannedModel } from "../schema/run.js";
import { isOwnFamily } from "../scorers/judge/own-family.js";
import { JsonLinesWriter } from "../trace/json-lines.js";
import { readJudgeNotes, type RunFolder } from "../trace/run-folder.js";
import { packageFolder } from "./folders.js";
import { findCalibrationFolder, readCalibrationSet } from "./read-calibration-set.js";

/** What is known now of a judge that a run holds no note of. One that was not planned is known by its name alone. */
export const lookUpJudge: LookUpJudge = (name, { judges, models }) =>
  knowJudge(name, judges.find(({ model }) => model === name) ?? null, models);

/** Keeps with a run what is known of its judges, so that a report says the same wherever and whenever it is made. */
export function noteJudges(
  run: RunFolder,
  judges: readonly PlannedJudge[],
  models: readonly PlannedModel[],
): void {
  if (judges.length === 0) return;
  const noted = readJudgeNotes(run);
  const file = new JsonLinesWriter(run.judges);
  try {
    for (const judge of judges) {
      const last = noted.findLast((note) => note.judge.model === judge.model);
      const known = { judge, rubric: digestRubric(), ...knowJudge(judge.model, judge, models) };
      if (last !== undefined && isDeepStrictEqual({ ...known, at: last.at }, last)) continue;
      file.append({ at: new Date().toISOString(), ...known });
    }
  } finally {
    file.close();
  }
}

function knowJudge(
  name: string,
  judge: PlannedJudge | null,
  models: readonly PlannedModel[],
): JudgeKnowledge {
  const leftOut = models.filter((model) => judge !== null && !judge.ownFamily && isOwnFamily(judge, model));
  return { ...knowCalibration(name, judge), leftOut: leftOut.map(({ model }) => model) };
}

/** The calibration of the working folder, else the package's; one that speaks for the judge goes before one that does not. */
function knowCalibration(
  name: string,
  judge: PlannedJudge | null,
): Pick<JudgeKnowledge, "calibration" | "stale"> {
  const results = ["calibration", join(packageFolder, "calibration")].flatMap(
    (folder) => findCalibration(folder, name) ?? [],
  );
  if (results.length === 0) return { calibration: null, stale: [] };
  const set = digestJson(readCalibrationSet(findCalibrationFolder(undefined)));
  const known = results.map((result) => judgeCalibration(result, { judge, rubric: digestRubric(), set }));
  return (
    known.find(({ calibration }) => calibration !== null) ?? known[0] ?? { calibration: null, stale: [] }
  );
}
