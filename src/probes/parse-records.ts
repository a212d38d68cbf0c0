import type { Json, JsonObject } from "../schema/common.js";
import type { Condition } from "../schema/condition.js";
import { parseCondition } from "./condition.js";
import type { ParsedCondition } from "./condition.js";
import { meets } from "./holds.js";
import { parseJson } from "./parse-json.js";
import { readStructured } from "./parse-structured.js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";
import { readFileText } from "./read-file-text.js";
import type { Scope } from "./reading-session.js";
import { checkSize, isMap } from "./structured.js";
import { parseValuePath, walkPath } from "./value-path.js";
import type { Step } from "./value-path.js";

/** A record and where it stands: `path:line` in JSONL, `path[place]` in a list, `path` for a file that is one record. */
export interface PlacedRecord {
  readonly place: string;
  readonly fields: JsonObject;
}

/** The records of every file that a glob matches, in path order and file order. Throws Unreadable, naming file and line. */
export function readRecords(scope: Scope, pattern: string): readonly PlacedRecord[] {
  const paths = scope.tree.glob(pattern);
  return paths.length === 1 && paths[0] !== undefined
    ? recordsOf(scope, paths[0])
    : paths.flatMap((path) => recordsOf(scope, path));
}

function recordsOf(scope: Scope, path: string): readonly PlacedRecord[] {
  return scope.remember(`records ${path}`, (inner) => {
    if (!path.endsWith(".jsonl")) return placeRecords(readStructured(inner, path), path);
    const text = readFileText(inner.tree, path);
    return inner.parse(`records ${path}`, text, () => parseLines(text, path));
  });
}

function parseLines(text: string, path: string): readonly PlacedRecord[] {
  return text.split("\n").flatMap((line, position) => {
    if (line.trim() === "") return [];
    const place = `${path}:${position + 1}`;
    return [expectRecord(parseJsonLine(line, place), place)];
  });
}

function parseJsonLine(line: string, place: string): Json {
  const value = parseJson(line, place, "json");
  checkSize(value, place);
  return value;
}

function placeRecords(value: Json, path: string): readonly PlacedRecord[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return [expectRecord(value, path)];
  return value.map((inner, position) => expectRecord(inner, `${path}[${position}]`));
}

function expectRecord(value: Json, place: string): PlacedRecord {
  if (isMap(value)) return { place, fields: value };
  throw new Unreadable(`${place}: expected a map, a record`);
}

interface FieldCondition {
  readonly name: string;
  readonly path: readonly Step[];
  readonly condition: ParsedCondition;
}

/** Conditions on fields, parsed; every one must hold. Throws bad input, naming the field. */
export function parseWhere(where: Readonly<Record<string, Condition>>): readonly FieldCondition[] {
  return Object.entries(where).map(([name, text]) => {
    try {
      return { name, path: parseValuePath(name), condition: parseCondition(text) };
    } catch (error) {
      if (!(error instanceof ProbeInputError)) throw error;
      throw new ProbeInputError(`where ${name}: ${error.message}`);
    }
  });
}

/** Whether a record meets every condition. Throws Unreadable, naming the record, where one cannot be told. */
export function selects(conditions: readonly FieldCondition[], record: PlacedRecord): boolean {
  return conditions.every(({ name, path, condition }) => {
    const value = walkPath(record.fields, path, record.place);
    const result = meets(condition, value === undefined ? { state: "absent" } : { state: "value", value });
    if (result === undefined)
      throw new Unreadable(`${record.place}: ${name} is not what the condition on it applies to`);
    return result;
  });
}
