import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { ScoringSpec } from "../schema/task.js";
import { guardedPoints } from "../scorers/guarded-surfaces.js";
import type { StagedScoring } from "./scoring.js";

/**
 * All that a task's score may depend on, as one text: what its expected and guarded surfaces read and whether
 * the lab's own validation passes. States that read the same are the same to the task.
 */
export function readEverything(
  { read, run }: StagedScoring,
  { file }: Pick<LoadedEnvironment, "file">,
  spec: ScoringSpec,
): string {
  const points = [...spec.expect, ...guardedPoints(spec, file.surfaces)];
  const readouts = points.map(({ surface, with: parameters }) => {
    const declared = file.surfaces[surface];
    return declared === undefined ? null : read(declared, parameters);
  });
  const isSound = file.validate === undefined || run(file.validate).exitCode === 0;
  return JSON.stringify([isSound, readouts]);
}
