import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CalibrationResult } from "../schema/calibration.js";
import { InputError } from "../schema/input-error.js";

/** The file of a judge's calibration below a `calibration` folder. */
export function calibrationPath(folder: string, judge: string): string {
  const name = judge
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[.-]+|[.-]+$/g, "");
  return join(folder, "results", `${name}.json`);
}

/** A judge's stored calibration, or null where there is none. Throws `InputError` for a damaged file. */
export function findCalibration(folder: string, judge: string): CalibrationResult | null {
  const path = calibrationPath(folder, judge);
  if (!existsSync(path)) return null;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new InputError(`${path}: expected JSON`, { cause: error });
  }
  const parsed = CalibrationResult.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new InputError(`${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
  }
  // Two names may fold into one file name.
  return parsed.data.judge === judge ? parsed.data : null;
}
