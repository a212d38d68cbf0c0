import type { Json, JsonObject } from "../schema/common.js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";
import { entryOf, isMap, kindOf } from "./structured.js";

/** One step of a path: a key of a map, a place in a list, or the map in a list one of whose fields reads as a text. */
export type Step =
  | { readonly step: "key"; readonly key: string }
  | { readonly step: "place"; readonly place: number }
  | { readonly step: "where"; readonly field: string; readonly is: string };

const quoted = String.raw`"(?:[^"\\]|\\.)*"|'[^']*'`;
const bareKey = /[^.[\]"'\s][^.[\]"']*/y;
const quotedKey = new RegExp(quoted, "y");
const bracket = new RegExp(
  String.raw`\[\s*(?:(\d{1,9})|(${quoted})|([^\s=\]"'[]+)\s*=\s*(${quoted}|[^\]]*?))\s*\]`,
  "y",
);

/**
 * Parses `a.b[id=latency].max`, `list[0]`, `"a.b".c`, `a["b.c"]`; the empty path is the whole value. Keys are compared code
 * point by code point, so a look-alike letter makes another key, as it does for the program that loads the file. Throws bad input.
 */
export function parseValuePath(path: string): readonly Step[] {
  const steps: Step[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(path);
    if (found !== null) at = pattern.lastIndex;
    return found ?? undefined;
  };
  while (at < path.length) {
    const selected = take(bracket);
    if (selected !== undefined) {
      steps.push(bracketStep(selected));
      continue;
    }
    if (steps.length > 0 && path[at] === ".") at += 1;
    else if (steps.length > 0) throw badPath(path);
    const name = take(quotedKey);
    const key = name === undefined ? take(bareKey)?.[0] : unquote(name[0]);
    if (key === undefined) throw badPath(path);
    steps.push({ step: "key", key });
  }
  return steps;
}

function bracketStep([, place, key, field, is]: RegExpExecArray): Step {
  if (place !== undefined) return { step: "place", place: Number(place) };
  if (key !== undefined) return { step: "key", key: unquote(key) };
  return { step: "where", field: field ?? "", is: unquote(is ?? "") };
}

function unquote(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1);
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, "$1") : text;
}

function badPath(path: string): ProbeInputError {
  return new ProbeInputError(
    `path ${path}: expected keys, [0] and [field=value], such as gates[id=latency].max`,
  );
}

/**
 * The value at a path; undefined where a key, a place or an entry does not exist, or something on the way is null (a key left
 * without a value). Throws Unreadable, naming the file, where text or a number stands in the way of the path, or where several
 * entries of a list answer to one `[field=value]` (which of them counts is up to the loader).
 */
export function walkPath(value: Json, steps: readonly Step[], name: string): Json | undefined {
  let here: Json | undefined = value;
  for (const [position, step] of steps.entries()) {
    if (here === undefined || here === null) return undefined;
    here = take(here, step, () => `${name}: ${writePath(steps.slice(0, position))}`);
  }
  return here;
}

function take(value: Json, step: Step, where: () => string): Json | undefined {
  if (step.step === "key") return entryOf(expectMap(value, where), step.key);
  const list = expectList(value, where);
  if (step.step === "place") return list[step.place];
  return list[findEntry(list, step, where)];
}

function expectMap(value: Json, where: () => string): JsonObject {
  if (isMap(value)) return value;
  throw new Unreadable(`${where()} is ${kindOf(value)}, expected a map`);
}

function expectList(value: Json, where: () => string): Json[] {
  if (Array.isArray(value)) return value;
  throw new Unreadable(`${where()} is ${kindOf(value)}, expected a list`);
}

/** The place of the one entry that a `[field=value]` means, or -1. */
function findEntry(
  list: readonly Json[],
  step: Extract<Step, { step: "where" }>,
  where: () => string,
): number {
  const matches = (entry: Json): boolean => {
    const field = isMap(entry) ? entryOf(entry, step.field) : undefined;
    return field !== undefined && typeof field !== "object" && String(field) === step.is;
  };
  const first = list.findIndex(matches);
  if (first !== list.findLastIndex(matches))
    throw new Unreadable(`${where()} has several entries with ${step.field}=${step.is}`);
  return first;
}

/** A copy of a value in which the value at a path is what `change` makes of it; missing maps on the way are made. Throws Unreadable. */
export function changeAt(
  value: Json | undefined,
  steps: readonly Step[],
  name: string,
  change: (old: Json | undefined) => Json,
): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return change(value);
  if (step.step === "key") {
    const map = value === undefined || value === null ? {} : expectMap(value, () => name);
    const inner = changeAt(entryOf(map, step.key), rest, `${name}.${step.key}`, change);
    return Object.fromEntries([...Object.entries(map), [step.key, inner]]);
  }
  const list = expectList(value ?? null, () => name);
  const place = step.step === "place" ? step.place : findEntry(list, step, () => name);
  const old = list[place];
  if (old === undefined) throw new Unreadable(`${name} has no entry ${writePath([step])}`);
  return list.with(place, changeAt(old, rest, `${name}${writePath([step])}`, change));
}

/** A copy of a value without what lies at a path; the key `*` is any key of a map and any place of a list. What is not there is left out already. */
export function leaveOut(value: Json, [step, ...rest]: readonly Step[]): Json {
  if (step === undefined || typeof value !== "object" || value === null) return value;
  const isMeant = (key: string, inner: Json): boolean => {
    if (step.step === "key") return step.key === "*" || step.key === key;
    if (step.step === "place") return String(step.place) === key;
    const field = isMap(inner) ? entryOf(inner, step.field) : undefined;
    return field !== undefined && typeof field !== "object" && String(field) === step.is;
  };
  const entries = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    if (!isMeant(key, inner)) return [[key, inner]];
    return rest.length === 0 ? [] : [[key, leaveOut(inner, rest)]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function writePath(steps: readonly Step[]): string {
  if (steps.length === 0) return "the file";
  const parts = steps.map((step, position) => {
    if (step.step === "place") return `[${step.place}]`;
    if (step.step === "where") return `[${step.field}=${step.is}]`;
    return position === 0 ? step.key : `.${step.key}`;
  });
  return parts.join("");
}
