import type { Json, JsonObject } from "../schema/common.js";
import type { Condition } from "../schema/condition.js";
import type { Readout } from "../schema/readout.js";
import { parseCondition } from "./condition.js";
import type { Order, ParsedCondition, Test } from "./condition.js";
import { Unreadable } from "./probe-errors.js";
import { foldSpace, sameEntry, sameNumber, sameValue } from "./same-value.js";
import { entryOf, isMap } from "./structured.js";
import { walkPath } from "./value-path.js";

/** Words from least to most, where a readout is one of them. */
export type Scale = readonly string[] | undefined;

/**
 * Whether a readout is as a condition asks; undefined where it cannot be told: the readout is unreadable, or of a kind the
 * condition does not apply to (an order on text that is no word of the scale, a search in a number). What is absent equals
 * nothing, contains nothing and lies below and above nothing. Throws bad input for a malformed condition.
 */
export function holds(condition: Condition, readout: Readout, scale?: Scale): boolean | undefined {
  return meets(parseCondition(condition), readout, scale);
}

/** `holds` for a condition that is parsed already. */
export function meets(condition: ParsedCondition, readout: Readout, scale?: Scale): boolean | undefined {
  if (readout.state === "unreadable") return undefined;
  const value = readout.state === "absent" ? undefined : readout.value;
  try {
    return testValue(condition.test, pickField(condition, value), scale);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function pickField(condition: ParsedCondition, value: Json | undefined): Json | undefined {
  return condition.field === undefined || value === undefined
    ? value
    : walkPath(value, condition.field, "record");
}

function testValue(test: Test, value: Json | undefined, scale: Scale): boolean | undefined {
  switch (test.test) {
    case "absent":
      return value === undefined;
    case "present":
      return value !== undefined;
    case "equal":
      return sameEntry(value, test.value) !== test.negated;
    case "order":
      return value === undefined ? false : inOrder(value, test.order, test.bound, scale);
    case "contains":
      return negate(value === undefined ? false : contains(value, test.item), test.negated);
    case "contains record":
      return negate(value === undefined ? false : containsRecord(value, test.fields), test.negated);
    case "in":
      return value !== undefined && test.values.some((allowed) => sameValue(allowed, value));
    case "matches":
      if (value === undefined) return false;
      return typeof value === "string" ? test.matches(value) : undefined;
  }
}

function negate(result: boolean | undefined, negated: boolean): boolean | undefined {
  return result === undefined ? undefined : result !== negated;
}

function inOrder(value: Json, order: Order, bound: Json, scale: Scale): boolean | undefined {
  const left = rank(value, scale);
  const right = rank(bound, scale);
  if (left === undefined || right === undefined || typeof value !== typeof bound) return undefined;
  const same = sameNumber(left, right);
  if (order === "<") return left < right && !same;
  if (order === "<=") return left < right || same;
  if (order === ">") return left > right && !same;
  return left > right || same;
}

/** A number for an ordered value: the number itself, or a word's place on the scale. */
export function rank(value: Json, scale: Scale): number | undefined {
  if (typeof value === "number") return value;
  const place = typeof value === "string" ? (scale?.indexOf(value.trim()) ?? -1) : -1;
  return place === -1 ? undefined : place;
}

/** Text in text (white space folded), an equal item in a list, a key in a map. */
function contains(value: Json, item: Json): boolean | undefined {
  if (Array.isArray(value)) return value.some((inner) => sameValue(inner, item));
  if (typeof item !== "string") return undefined;
  if (typeof value === "string") return foldSpace(value).includes(foldSpace(item));
  return isMap(value) ? Object.hasOwn(value, item) : undefined;
}

function containsRecord(value: Json, fields: JsonObject): boolean | undefined {
  const records = Array.isArray(value) ? value : isMap(value) ? [value] : undefined;
  return records?.some(
    (record) =>
      isMap(record) && Object.entries(fields).every(([key, field]) => sameEntry(entryOf(record, key), field)),
  );
}
