import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { CalibrationResult } from "../schema/calibration.js";
import { InputError } from "../schema/input-error.js";
import { JudgeKnowledge, type CalibrationFault } from "../schema/judge-note.js";
import type { PlannedJudge } from "../schema/run.js";

/** The file of a judge's calibration below a `calibration` folder. */
export function calibrationPath(folder: string, judge: string): string {
  const name = judge
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[.-]+|[.-]+$/g, "");
  return join(folder, "results", `${name}.json`);
}

/** What is stored of a judge: its calibration, or word that it was stored in a format of another version. */
export type StoredCalibration = CalibrationResult | "other format";

const format = CalibrationResult.shape.format.value;
const OtherFormat = z.looseObject({
  format: z.templateLiteral(["palimpsest-calibration-", z.int().positive()]),
  judge: z.string(),
});

/** A judge's stored calibration, or null where there is none. Throws `InputError` for a damaged file. */
export function findCalibration(folder: string, judge: string): StoredCalibration | null {
  const path = calibrationPath(folder, judge);
  if (!existsSync(path)) return null;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new InputError(`${path}: expected JSON`, { cause: error });
  }
  const other = OtherFormat.safeParse(value);
  if (other.success && other.data.format !== format)
    return other.data.judge === judge ? "other format" : null;
  const parsed = CalibrationResult.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new InputError(`${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
  }
  // Two names may fold into one file name.
  return parsed.data.judge === judge ? parsed.data : null;
}

/** What a calibration must have been made with to speak for a judge; null for what is not known. */
export interface CalibrationTerms {
  readonly judge: Pick<PlannedJudge, "uses" | "settings"> | null;
  readonly rubric: string;
  readonly set: string | null;
}

/** In what a calibration differs from the judge that it is to speak for. */
function findCalibrationFaults(
  result: CalibrationResult,
  { judge, rubric, set }: CalibrationTerms,
): CalibrationFault[] {
  const faults: readonly (readonly [CalibrationFault, boolean])[] = [
    ["other model", judge !== null && judge.uses !== result.uses],
    ["settings not recorded", result.settings === undefined],
    [
      "other settings",
      judge !== null && result.settings !== undefined && !isDeepStrictEqual(judge.settings, result.settings),
    ],
    ["other rubric", rubric !== result.rubric],
    ["other set", set !== null && set !== result.set],
  ];
  return faults.filter(([, holds]) => holds).map(([fault]) => fault);
}

/** What a stored calibration lets a report say: its figures where it speaks for the judge, else why it does not. */
export function judgeCalibration(
  result: StoredCalibration | null,
  terms: CalibrationTerms,
): Pick<JudgeKnowledge, "calibration" | "stale"> {
  if (result === null) return { calibration: null, stale: [] };
  if (result === "other format") return { calibration: null, stale: [result] };
  const stale = findCalibrationFaults(result, terms);
  if (stale.length > 0) return { calibration: null, stale };
  return { calibration: JudgeKnowledge.shape.calibration.unwrap().strip().parse(result), stale };
}
