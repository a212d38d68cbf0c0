import type { Json } from "../../schema/common.js";
import type { Surface } from "../../schema/environment.js";

/** A sensible value of a surface other than the present one; undefined where none is known. */
export function otherValue(
  present: Json,
  surface: Pick<Surface, "scale" | "range">,
): string | number | boolean | undefined {
  if (typeof present === "boolean") return !present;
  if (typeof present === "string") {
    const words = surface.scale ?? [];
    return words.includes(present) ? words.find((word) => word !== present) : undefined;
  }
  if (typeof present !== "number") return undefined;
  const [least, greatest] = surface.range ?? [present / 2, present * 2 + 1];
  const target = greatest - present > present - least ? greatest : least;
  const middle = (present + target) / 2;
  if (!Number.isInteger(present) || !Number.isInteger(target)) return Number(middle.toPrecision(6));
  return Math.round(middle) === present ? target : Math.round(middle);
}
