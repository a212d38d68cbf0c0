import { stringify } from "yaml";
import { isMap } from "../probes/structured.js";
import type { Json } from "../schema/common.js";
import { compileExpression } from "../probes/regular-expression.js";
import { lookUp } from "./look-up.js";
import { LabFault } from "./lab-fault.js";

/** What a template's value is turned into: `{{rows | count}}`. Undefined stands for a variable that is not set. */
type Filter = (value: Json | undefined, words: readonly string[]) => Json | undefined;

const filters = new Map<string, Filter>(
  Object.entries({
    /** Items of a list, keys of a map, characters of a text. */
    count: (value) =>
      typeof value === "string"
        ? value.length
        : isMap(value)
          ? Object.keys(value).length
          : asList(value).length,
    default: (value, [text = "-"]) => (value === undefined || value === null || value === "" ? text : value),
    plural: (value, [suffix = "s"]) => ((Array.isArray(value) ? value.length : value) === 1 ? "" : suffix),
    fixed: (value, [digits = "2"]) => (typeof value === "number" ? value.toFixed(asDigits(digits)) : value),
    percent: (value, [digits = "0"]) =>
      typeof value === "number" ? `${(value * 100).toFixed(asDigits(digits))}%` : value,
    upper: (value) => displayText(value).toUpperCase(),
    lower: (value) => displayText(value).toLowerCase(),
    trim: (value) => displayText(value).trim(),
    spaced: (value) => displayText(value).replaceAll("_", " "),
    match: (value, [pattern = ""]) => firstMatch(displayText(value), pattern),
    day: (value) => dayAndMonth(displayText(value)),
    date: (value) => displayText(value).slice(0, 10),
    minute: (value) => displayText(value).slice(0, 16).replace("T", " "),
    line: (value) => displayText(value).replace(/\s+/g, " ").trim(),
    lines: (value) => displayText(value).replace(/\n$/, "").split(/\r?\n/),
    unlines: (value) => asList(value).map(displayText).join("\n").trimEnd(),
    json: (value) => JSON.stringify(value ?? null),
    yaml: (value) => stringify(value ?? null, { lineWidth: 0 }).trimEnd(),
    join: (value, [separator = ", "]) => asList(value).map(displayText).join(separator),
    first: (value) => asList(value)[0],
    last: (value) => asList(value).at(-1),
    keys: (value) => (isMap(value) ? Object.keys(value) : []),
    values: (value) => (isMap(value) ? Object.values(value) : []),
    field: (value, [name = ""]) => asList(value).flatMap((item) => lookUp(item, name) ?? []),
    sort: (value) =>
      [...asList(value)].sort((left, right) => (displayText(left) < displayText(right) ? -1 : 1)),
    unique: (value) => [...new Set(asList(value))],
    duplicates: (value) => repeated(asList(value)),
    sum: (value) => sum(asList(value)),
    shares: (value) => shares(value),
    next: (value) => nextName(asList(value)),
  } satisfies Record<string, Filter>),
);

/** Applies a filter by name. Throws for a name that does not exist. */
export function applyFilter(
  name: string,
  value: Json | undefined,
  words: readonly string[],
): Json | undefined {
  const filter = filters.get(name);
  if (filter === undefined)
    throw new Error(`unknown filter '${name}'; known: ${[...filters.keys()].join(", ")}`);
  return filter(value, words);
}

/** Whether a filter of this name exists. */
export function isFilter(name: string): boolean {
  return filters.has(name);
}

/** A value as it is printed: nothing for an unset variable and null, JSON for lists and maps. */
export function displayText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function asList(value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function asDigits(text: string): number {
  const digits = Number(text);
  if (!Number.isInteger(digits) || digits < 0 || digits > 20)
    throw new Error(`expected a number from 0 to 20, got '${text}'`);
  return digits;
}

/** The first group of a pattern's first match, or all of the match. */
function firstMatch(text: string, pattern: string): Json | undefined {
  for (const match of compileExpression(pattern).matches(text)) return match.group ?? match.text;
  return undefined;
}

/** `18 Jun` for `2026-06-18T10:20:00+00:00`. */
function dayAndMonth(timestamp: string): string {
  const [, month, day] = /^\d{4}-(\d{2})-(\d{2})/.exec(timestamp) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? timestamp : `${Number(day)} ${name}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function repeated(items: readonly Json[]): Json[] {
  const seen = new Set<Json>();
  const twice = new Set<Json>();
  for (const item of items) {
    if (seen.has(item)) twice.add(item);
    seen.add(item);
  }
  return [...twice];
}

function sum(items: readonly Json[]): number {
  return items.reduce<number>((total, item) => total + (typeof item === "number" ? item : 0), 0);
}

/** Each number of a map divided by their sum. */
function shares(value: Json | undefined): Json {
  if (!isMap(value)) return {};
  const total = sum(Object.values(value));
  const entries = Object.entries(value).filter(([, item]) => typeof item === "number");
  return Object.fromEntries(entries.map(([key, item]) => [key, total === 0 ? 0 : Number(item) / total]));
}

/** The name after the greatest of `J-0231`, `J-0234`...: same words before the number, same width. */
function nextName(names: readonly Json[]): string {
  const found = names.flatMap((name) => {
    const match = /^(.*?)(\d{1,12})$/.exec(displayText(name));
    return match === null ? [] : [{ prefix: match[1] ?? "", digits: match[2] ?? "" }];
  });
  const first = found[0];
  if (first === undefined) throw new LabFault("no numbered entry to count on from");
  const greatest = found.reduce(
    (best, each) => (Number(each.digits) > Number(best.digits) ? each : best),
    first,
  );
  return greatest.prefix + String(Number(greatest.digits) + 1).padStart(greatest.digits.length, "0");
}
