import type { Json, JsonObject } from "../schema/common.js";
import { Unreadable } from "./probe-errors.js";

/** How deep a structured value may be nested, and how many values and characters it may hold once aliases are written out. */
const maximumDepth = 100;
export const maximumValues = 500_000;
const maximumCharacters = 4_194_304;

/**
 * Whether a value is a map. Maps are built only by `Object.fromEntries` and spread, which give `__proto__` no special
 * meaning, and looked into only by `Object.hasOwn`, so no key of a file ever reaches a prototype.
 */
export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own entry of a map, or undefined. */
export function entryOf(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** What a value is, for a message: `a map`, `a list`, `text`, `a number`, `a truth value`, `empty`. */
export function kindOf(value: Json): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return { string: "text", number: "a number", boolean: "a truth value" }[
    typeof value as "string" | "number" | "boolean"
  ];
}

/** The number of values that a value holds, itself included. Throws Unreadable, naming the file, where it is nested too deeply or holds too much. */
export function checkSize(value: Json, name: string): number {
  let values = 0;
  let characters = 0;
  const read = (text: string): void => {
    characters += text.length;
    if (characters > maximumCharacters)
      throw new Unreadable(`${name}: holds more than ${maximumCharacters} characters`);
  };
  const visit = (part: Json, depth: number): void => {
    values += 1;
    if (values > maximumValues) throw new Unreadable(`${name}: holds more than ${maximumValues} values`);
    if (typeof part === "string") read(part);
    if (typeof part !== "object" || part === null) return;
    if (depth > maximumDepth) throw tooDeep(name);
    if (Array.isArray(part)) {
      for (const inner of part) visit(inner, depth + 1);
      return;
    }
    for (const [key, inner] of Object.entries(part)) {
      read(key);
      visit(inner, depth + 1);
    }
  };
  visit(value, 1);
  return values;
}

/** Throws Unreadable where a value is or holds a number that is not finite: no condition can be told on it. */
export function checkFinite(value: Json, name: string): void {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Unreadable(`${name}: ${value} is not a finite number`);
  if (typeof value !== "object" || value === null) return;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) checkFinite(inner, name);
}

/** Runs a parse; a stack that overflows becomes Unreadable. */
export function guardDepth<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(name);
    throw error;
  }
}

function tooDeep(name: string): Unreadable {
  return new Unreadable(`${name}: nested more than ${maximumDepth} deep`);
}
