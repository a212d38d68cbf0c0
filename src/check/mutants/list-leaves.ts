import type { Json } from "../../schema/common.js";

/** A value of a structured file that is no map, and no list of maps. */
export interface Leaf {
  readonly keys: readonly (string | number)[];
  /** Its keys with dots, places in brackets: `gates[0].min`. */
  readonly path: string;
  readonly value: Json;
}

/** Every leaf of a value, in order; a list of plain values is one. */
export function listLeaves(value: Json, keys: readonly (string | number)[] = []): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [toLeaf(keys, value)];
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) => listLeaves(inner, [...keys, key]));
  if (value.length === 0) return [];
  if (value.every((inner) => typeof inner !== "object" || inner === null)) return [toLeaf(keys, value)];
  return value.flatMap((inner, place) => listLeaves(inner, [...keys, place]));
}

function toLeaf(keys: readonly (string | number)[], value: Json): Leaf {
  const path = keys.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return { keys, path: path.replace(/^\./, ""), value };
}
