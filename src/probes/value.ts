import type { ReadOf, Readout } from "../schema/readout.js";
import { readSource } from "./read-source.js";
import type { Compositions } from "./read-source.js";
import type { Scope } from "./reading-session.js";
import { checkFinite } from "./structured.js";
import { parseValuePath, walkPath } from "./value-path.js";

/**
 * The effective value at a path, as the program that loads the config would get it: a key in a comment does not count, a
 * quoted number stays text, the latest anchor and the last override win. Throws Unreadable.
 */
export function readValue(read: ReadOf<"value">, scope: Scope, compositions: Compositions): Readout {
  const steps = parseValuePath(read.at);
  const value = walkPath(readSource(scope, compositions, read.of), steps, read.of);
  if (value !== undefined) {
    checkFinite(value, `${read.of}: ${read.at}`);
    return { state: "value", value };
  }
  return read.default === undefined ? { state: "absent" } : { state: "value", value: read.default };
}
