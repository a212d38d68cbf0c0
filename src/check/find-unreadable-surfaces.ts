import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { Problem } from "../catalog/problem.js";
import { mapTree } from "../diff/trees.js";
import { listChoices } from "../scorers/guarded-surfaces.js";
import { namePoint } from "./surface-points.js";
import type { OpenScoring } from "./scoring.js";

/** Surfaces that cannot be read in the untouched repository, for each choice of their parameters; a cycle in `extends` shows here. */
export function findUnreadableSurfaces(
  environment: LoadedEnvironment,
  open: OpenScoring,
): readonly Problem[] {
  const { read } = open(environment, mapTree(environment.repo));
  return Object.entries(environment.file.surfaces).flatMap(([id, surface]) =>
    listChoices(surface.params).flatMap((point) => {
      const readout = read(surface, point);
      if (readout.state !== "unreadable") return [];
      const message = `expected ${namePoint(id, point)} to be readable in repo/: ${readout.why}`;
      return [{ file: `${environment.label}/environment.yaml`, field: `surfaces.${id}`, message }];
    }),
  );
}
