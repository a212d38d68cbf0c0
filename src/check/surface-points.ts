import type { SurfacePoint } from "../scorers/guarded-surfaces.js";

/** `reward.honesty.weight (experiment orion)`. */
export function namePoint(surface: string, choice: SurfacePoint["with"]): string {
  const shown = Object.entries(choice).map(([name, value]) => `${name} ${String(value)}`);
  return shown.length === 0 ? surface : `${surface} (${shown.join(", ")})`;
}
