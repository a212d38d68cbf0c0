import type { Json, JsonObject } from "../schema/common.js";
import type { Composition } from "../schema/readout.js";
import { isPlainPath } from "./glob.js";
import { readStructured } from "./parse-structured.js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";
import { joinPath } from "./read-file-text.js";
import type { Scope } from "./reading-session.js";
import { checkSize, entryOf, isMap, kindOf } from "./structured.js";
import { changeAt, parseValuePath } from "./value-path.js";

/** How many files may lie above one another, and how many one file may name. */
const maximumHeight = 32;
const maximumParents = 64;

/** How much one file's composition may copy: every merge copies the keys so far, every override the maps that it lies in. */
const maximumCopies = 2_000_000;

/** A config with everything it extends, and the number of files on the longest way up, itself included. */
interface Composed {
  readonly value: JsonObject;
  readonly height: number;
}

/**
 * The effective value of the config called `name`: its parents in order, later over earlier; its own body over them (maps
 * merge deeply, anything else replaces); its own overrides last. The keys that extend and override are left out.
 * Throws Unreadable for a missing config or parent, a cycle, or more than 32 levels; bad input for a name with `/` or `*`.
 */
export function composeConfig(scope: Scope, composition: Composition, name: string): JsonObject {
  return composeFile(scope, composition, findConfig(scope, composition, name), []).value;
}

/** The one file that is the config called `name`. Throws Unreadable where there is none, or several. */
function findConfig(scope: Scope, composition: Composition, name: string): string {
  if (!/^[\w.-]+$/.test(name) || name.startsWith("."))
    throw new ProbeInputError(`config name ${name}: expected letters, digits, '.', '_' and '-'`);
  const pattern = composition.entry.replace(/(?<!\*)\*(?!\*)/, name);
  if (isPlainPath(pattern)) return pattern;
  const [path, ...others] = scope.tree.glob(pattern);
  if (path === undefined) throw new Unreadable(`${pattern}: no such file`);
  if (others.length > 0) throw new Unreadable(`${pattern}: several files: ${[path, ...others].join(", ")}`);
  return path;
}

function composeFile(
  scope: Scope,
  composition: Composition,
  path: string,
  below: readonly string[],
): Composed {
  if (below.includes(path)) throw cycle(below.slice(below.indexOf(path)));
  const tooHigh = () => new Unreadable(`${below[0] ?? path}: extends more than ${maximumHeight} levels`);
  if (below.length >= maximumHeight) throw tooHigh();
  const key = `composed ${JSON.stringify(composition)} ${path}`;
  const composed = scope.remember(key, (inner) => composeBody(inner, composition, path, [...below, path]));
  if (below.length + composed.height > maximumHeight) throw tooHigh();
  return composed;
}

function composeBody(
  scope: Scope,
  composition: Composition,
  path: string,
  below: readonly string[],
): Composed {
  const body = readBody(scope, path);
  const parents = parentsOf(body, composition, path).map((parent) =>
    composeFile(scope, composition, parent, below),
  );
  const controls = [composition.extends, composition.overrides];
  const own = Object.fromEntries(Object.entries(body).filter(([key]) => !controls.includes(key)));
  const merged = mergeLayers([...parents.map((parent) => parent.value), own], path);
  const value = applyOverrides(merged, body, composition, path);
  checkSize(value, path);
  return { value, height: 1 + Math.max(0, ...parents.map((parent) => parent.height)) };
}

function readBody(scope: Scope, path: string): JsonObject {
  const body = readStructured(scope, path) ?? {};
  if (isMap(body)) return body;
  throw new Unreadable(`${path}: is ${kindOf(body)}, expected a map`);
}

function parentsOf(body: JsonObject, composition: Composition, path: string): readonly string[] {
  const named = composition.extends === undefined ? null : (entryOf(body, composition.extends) ?? null);
  const list = named === null ? [] : Array.isArray(named) ? named : [named];
  if (list.length > maximumParents)
    throw new Unreadable(`${path}: extends more than ${maximumParents} files`);
  const folder = composition.root === "file" ? path.split("/").slice(0, -1).join("/") : "";
  return list.map((parent) => {
    if (typeof parent === "string") return joinPath(folder, parent, path);
    throw new Unreadable(
      `${path}: ${composition.extends ?? ""} is ${kindOf(parent)}, expected a path or a list of paths`,
    );
  });
}

/** Layers one over another, in order. */
function mergeLayers(layers: readonly JsonObject[], path: string): JsonObject {
  let copies = 0;
  return layers.reduce((under, over) => {
    copies += checkSize(under, path) + checkSize(over, path);
    if (copies > maximumCopies) throw tooMuch(path);
    return mergeMaps(under, over);
  });
}

function tooMuch(path: string): Unreadable {
  return new Unreadable(`${path}: too much to merge`);
}

/** One map over another: maps merge deeply, anything else replaces. */
function mergeMaps(under: JsonObject, over: JsonObject): JsonObject {
  if (under === over) return over;
  const merged = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) merged.set(key, mergeValues(merged.get(key), value));
  return Object.fromEntries(merged);
}

function mergeValues(under: Json | undefined, over: Json): Json {
  return isMap(under) && isMap(over) ? mergeMaps(under, over) : over;
}

/** An override that is a map merges like any other layer. */
function applyOverrides(
  value: JsonObject,
  body: JsonObject,
  composition: Composition,
  path: string,
): JsonObject {
  const key = composition.overrides;
  const overrides = key === undefined ? null : (entryOf(body, key) ?? null);
  if (key === undefined || overrides === null) return value;
  if (!isMap(overrides)) throw new Unreadable(`${path}: ${key} is ${kindOf(overrides)}, expected a map`);
  const size = checkSize(value, path) + checkSize(overrides, path);
  if (Object.keys(overrides).length * size > maximumCopies) throw tooMuch(path);
  let result: Json = value;
  for (const [dotted, over] of Object.entries(overrides)) {
    const steps = readSteps(dotted, `${path}: ${key}`);
    result = changeAt(result, steps, `${path}: ${key}`, (under) => mergeValues(under, over));
  }
  return isMap(result) ? result : value;
}

function readSteps(dotted: string, name: string): ReturnType<typeof parseValuePath> {
  try {
    const steps = parseValuePath(dotted);
    if (steps.length > 0) return steps;
  } catch (error) {
    if (!(error instanceof ProbeInputError)) throw error;
  }
  throw new Unreadable(`${name}: ${dotted} is not a dotted path`);
}

/** Told from the first path in order, so that every config of the cycle gives the same reason. */
function cycle(paths: readonly string[]): Unreadable {
  const first = paths.indexOf([...paths].sort()[0] ?? "");
  const around = [...paths.slice(first), ...paths.slice(0, first + 1)];
  return new Unreadable(`extends goes in a circle: ${around.join(" -> ")}`);
}
