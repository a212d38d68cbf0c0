import type { Json, JsonObject } from "../schema/common.js";
import { sameValue } from "../probes/same-value.js";
import { entryOf, isMap } from "../probes/structured.js";

/** The parts of two values in which they differ: entries of maps, at any depth, and lines of texts; anything else as a whole. */
export function differingParts(before: Json, after: Json): readonly [before: Json, after: Json] {
  if (typeof before === "string" && typeof after === "string") {
    const [left, right] = [before.split("\n"), after.split("\n")];
    return [linesBut(left, right), linesBut(right, left)];
  }
  if (!isMap(before) || !isMap(after)) return [before, after];
  const kept: [JsonObject, JsonObject] = [{}, {}];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [left, right] = [entryOf(before, key), entryOf(after, key)];
    if (left !== undefined && right !== undefined && sameValue(left, right)) continue;
    const parts = left === undefined || right === undefined ? [left, right] : differingParts(left, right);
    if (parts[0] !== undefined) setEntry(kept[0], key, parts[0]);
    if (parts[1] !== undefined) setEntry(kept[1], key, parts[1]);
  }
  return kept;
}

/** A key such as `__proto__` becomes an entry like any other. */
function setEntry(map: JsonObject, key: string, value: Json): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The lines that the other text lacks; all of them where order alone differs. */
function linesBut(lines: readonly string[], others: readonly string[]): string {
  const known = new Set(others);
  const own = lines.filter((line) => !known.has(line));
  const sameLines = own.length === 0 && others.every((line) => lines.includes(line));
  return (sameLines ? lines : own).join("\n");
}
