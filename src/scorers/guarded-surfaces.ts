import type { Scalar } from "../schema/common.js";
import type { Surface } from "../schema/environment.js";
import type { ScoringSpec } from "../schema/task.js";

/** A surface at one choice of its parameters. */
export interface SurfacePoint {
  readonly surface: string;
  readonly with: Readonly<Record<string, Scalar>>;
}

/** Every choice of a surface's parameters; one empty choice where it has none. */
export function listChoices(params: Surface["params"]): SurfacePoint["with"][] {
  return Object.entries(params).reduce<Record<string, Scalar>[]>(
    (made, [name, values]) => made.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value }))),
    [{}],
  );
}

function keyOf({ surface, with: choice }: SurfacePoint): string {
  return JSON.stringify([
    surface,
    Object.entries(choice).toSorted(([left], [right]) => (left < right ? -1 : 1)),
  ]);
}

/** What a task guards: every point of its guarded surfaces that it does not ask to change. */
export function guardedPoints(
  spec: ScoringSpec,
  surfaces: Readonly<Record<string, Surface>>,
): SurfacePoint[] {
  const expected = new Set(spec.expect.map(keyOf));
  return spec.guard
    .flatMap((surface) =>
      listChoices(surfaces[surface]?.params ?? {}).map((choice) => ({ surface, with: choice })),
    )
    .filter((point) => !expected.has(keyOf(point)));
}
