import type { Json } from "../schema/common.js";
import type { ReadOf, Readout } from "../schema/readout.js";
import { Unreadable } from "./probe-errors.js";
import { readSource } from "./read-source.js";
import type { Compositions } from "./read-source.js";
import type { Scope } from "./reading-session.js";
import { checkFinite, entryOf, isMap, kindOf } from "./structured.js";
import { leaveOut, parseValuePath, walkPath } from "./value-path.js";

/**
 * The effective value at a path, as the program that loads the config would get it: a key in a comment does not count, a
 * quoted number stays text, the latest anchor and the last override win. Throws Unreadable.
 */
export function readValue(read: ReadOf<"value">, scope: Scope, compositions: Compositions): Readout {
  const steps = parseValuePath(read.at);
  const value = walkPath(readSource(scope, compositions, read.of), steps, read.of);
  if (value === undefined)
    return read.default === undefined ? { state: "absent" } : { state: "value", value: read.default };
  const name = `${read.of}: ${read.at}`;
  const keyed = read.by === undefined ? value : keyBy(value, read.by, name);
  const kept = (read.without ?? []).reduce((whole, path) => leaveOut(whole, parseValuePath(path)), keyed);
  checkFinite(kept, name);
  return { state: "value", value: kept };
}

/** A list of maps as a map. Throws Unreadable where it is something else, or two of them go by one name. */
function keyBy(value: Json, field: string, name: string): Json {
  if (!Array.isArray(value)) throw new Unreadable(`${name} is ${kindOf(value)}, expected a list`);
  const keyed = new Map<string, Json>();
  for (const [place, item] of value.entries()) {
    const key = isMap(item) ? entryOf(item, field) : undefined;
    if (key === undefined || typeof key === "object")
      throw new Unreadable(`${name}[${place}]: expected a map with ${field}`);
    if (keyed.has(String(key)))
      throw new Unreadable(`${name} has several entries with ${field}=${String(key)}`);
    keyed.set(String(key), item);
  }
  return Object.fromEntries(keyed);
}
