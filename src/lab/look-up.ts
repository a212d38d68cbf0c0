import type { Json } from "../schema/common.js";
import { ProbeInputError, Unreadable } from "../probes/probe-errors.js";
import { parseValuePath, walkPath, type Step } from "../probes/value-path.js";

/** The value at a path such as `gates[id=latency].max`; undefined where there is none. */
export function lookUp(value: Json, path: string): Json | undefined {
  return walk(value, parseValuePath(path));
}

/** The keys and places that a path names in a value, for an edit; undefined where an entry to go through does not exist. */
export function keysOf(value: Json, path: string): (string | number)[] | undefined {
  const steps = readSteps(path);
  if (steps === undefined) return undefined;
  const keys: (string | number)[] = [];
  for (const [position, step] of steps.entries()) {
    const key = keyOf(walk(value, steps.slice(0, position)), step);
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return keys;
}

function keyOf(container: Json | undefined, step: Step): string | number | undefined {
  if (step.step === "key") return step.key;
  if (!Array.isArray(container)) return undefined;
  if (step.step === "place") return step.place < container.length ? step.place : undefined;
  const entry = walk(container, [step]);
  const place = entry === undefined ? -1 : container.indexOf(entry);
  return place === -1 ? undefined : place;
}

function walk(value: Json, steps: readonly Step[]): Json | undefined {
  try {
    return walkPath(value, steps, "value");
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** The steps of a path that may hold what a user typed. */
function readSteps(path: string): readonly Step[] | undefined {
  try {
    return parseValuePath(path);
  } catch (error) {
    if (error instanceof ProbeInputError) return undefined;
    throw error;
  }
}
