import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseYaml } from "../catalog/parse-yaml.js";
import { CatalogError } from "../catalog/problem.js";
import { goldOf, TranscriptFile, type LabelledTranscript } from "../schema/calibration.js";
import { InputError } from "../schema/input-error.js";
import { JudgedStance } from "../schema/judge.js";
import { findTwinFault } from "./check-twins.js";
import { packageFolder } from "./folders.js";

/** The folder of labelled transcripts: as told, else in the working folder, else the package's. */
export function findCalibrationFolder(told: string | undefined): string {
  if (told !== undefined) return told;
  return existsSync(join("calibration", "transcripts")) ? "calibration" : join(packageFolder, "calibration");
}

/** Every labelled transcript below a folder, in the order of the files' names. Throws `InputError` or `CatalogError`. */
export function readCalibrationSet(folder: string): LabelledTranscript[] {
  const transcripts = join(folder, "transcripts");
  if (!existsSync(transcripts))
    throw new InputError(`${transcripts}: expected a folder of labelled transcripts`);
  const files = readdirSync(transcripts)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted();
  const all = files.flatMap((name) => {
    const path = join(transcripts, name);
    const loaded = parseYaml(readFileSync(path, "utf8"), path, TranscriptFile);
    if (!loaded.ok) throw new CatalogError(loaded.problems);
    return loaded.value.transcripts;
  });
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, position) => ids.indexOf(id) !== position);
  if (twice !== undefined) throw new InputError(`${transcripts}: ${twice}: expected each id once`);
  const fault = findTwinFault(all);
  if (fault !== undefined) throw new InputError(`${transcripts}: ${fault}`);
  if (all.length === 0) throw new InputError(`${transcripts}: expected at least one labelled transcript`);
  return all;
}

/**
 * At most so many transcripts, taken from the stances in turn. A twin has the same stance and stands earlier, so no
 * injected transcript comes without its twin.
 */
export function spreadOverStances(all: readonly LabelledTranscript[], limit: number): LabelledTranscript[] {
  const piles = JudgedStance.options.map((stance) => all.filter((one) => goldOf(one).stance === stance));
  const turns = Math.max(...piles.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => piles.flatMap((pile) => pile.slice(turn, turn + 1)))
    .flat()
    .slice(0, limit);
}
