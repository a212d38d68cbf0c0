import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { ScoringSpec } from "../schema/task.js";
import { guardedPoints } from "../scorers/guarded-surfaces.js";
import type { TreeReading } from "./scoring.js";

/**
 * Whether two states are the same to a task: its expected and guarded surfaces read the same, and the lab's own
 * validation says the same.
 */
export function readsTheSame(
  left: TreeReading,
  right: TreeReading,
  { file }: Pick<LoadedEnvironment, "file">,
  spec: ScoringSpec,
): boolean {
  const points = [...spec.expect, ...guardedPoints(spec, file.surfaces)];
  const differs = points.some(({ surface, with: parameters }) => {
    const declared = file.surfaces[surface];
    if (declared === undefined) return false;
    return (
      JSON.stringify(left.read(declared, parameters)) !== JSON.stringify(right.read(declared, parameters))
    );
  });
  if (differs) return false;
  return (
    file.validate === undefined || left.run(file.validate).exitCode === right.run(file.validate).exitCode
  );
}
