import type { Scalar } from "../schema/common.js";
import type { Surface } from "../schema/environment.js";

/** One choice of a surface's parameters. */
export type Point = Readonly<Record<string, Scalar>>;

/** Every choice of a surface's parameters; one empty choice where it has none. */
export function listPoints(params: Surface["params"]): readonly Point[] {
  return Object.entries(params).reduce<Point[]>(
    (points, [name, values]) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

/** `reward.honesty.weight (experiment orion)`. */
export function namePoint(surface: string, point: Point): string {
  const shown = Object.entries(point).map(([name, value]) => `${name} ${String(value)}`);
  return shown.length === 0 ? surface : `${surface} (${shown.join(", ")})`;
}
