import type { Json, JsonObject } from "../schema/common.js";
import { parseWhere, selects } from "./parse-records.js";
import type { PlacedRecord } from "./parse-records.js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";
import { entryOf, isMap, kindOf } from "./structured.js";
import { changeAt, walkPath } from "./value-path.js";

/** A rule of a filter: what it looks for, and the weight that a record it decides on is left with (0 drops it, 1 keeps it). */
interface Rule {
  readonly conditions: ReturnType<typeof parseWhere>;
  readonly weight: number;
}

/** How many rules a filter may have: each is parsed, and tried on every record. */
const maximumRules = 200;

/** Gives a record's weight after the filter, in 0 and up. */
export type Filter = (record: PlacedRecord) => number;

/**
 * The filter that a list of rules makes. Rules are `{action: drop | keep | downweight, factor?, when: {field: condition}}`; the
 * first whose conditions all hold decides, and a record that none decides on is kept. On a field that a record does not have
 * only `absent` holds. Throws Unreadable, naming the rule, where a rule is not of this form (one without conditions, or a
 * factor on another action, too): the lab's own filter would stop at it.
 */
export function parseFilter(rules: Json, name: string): Filter {
  if (!Array.isArray(rules)) throw new Unreadable(`${name}: the rules are ${kindOf(rules)}, expected a list`);
  if (rules.length > maximumRules) throw new Unreadable(`${name}: more than ${maximumRules} rules`);
  const parsed = rules.map((rule, position) => parseRule(rule, `${name}: rule ${position + 1}`));
  return (record) => parsed.find((rule) => applies(rule, record))?.weight ?? 1;
}

function applies(rule: Rule, record: PlacedRecord): boolean {
  const isThere = ({ path, condition }: Rule["conditions"][number]) =>
    condition.test.test === "absent" || walkPath(record.fields, path, record.place) !== undefined;
  return rule.conditions.every(isThere) && selects(rule.conditions, writeOutNumbers(rule, record));
}

/** A record as `matches` sees it: numbers it searches are text, as the program that filters would print them. */
function writeOutNumbers({ conditions }: Rule, record: PlacedRecord): PlacedRecord {
  const searched = conditions.filter(({ condition }) => condition.test.test === "matches");
  const fields = searched.reduce<Json>((kept, { path }) => {
    const value = walkPath(kept, path, record.place);
    return typeof value === "number" ? changeAt(kept, path, record.place, () => printNumber(value)) : kept;
  }, record.fields);
  return isMap(fields) ? { ...record, fields } : record;
}

/** As Python prints a float; a whole number prints as an integer, since JSON does not say which of the two it is. */
function printNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e16)) return String(value);
  return value.toExponential().replace(/(?<=e[+-])(?=\d$)/, "0");
}

function parseRule(rule: Json, name: string): Rule {
  if (!isMap(rule)) throw new Unreadable(`${name} is ${kindOf(rule)}, expected a map`);
  return { conditions: parseConditions(entryOf(rule, "when") ?? {}, name), weight: weightOf(rule, name) };
}

function weightOf(rule: JsonObject, name: string): number {
  const action = entryOf(rule, "action") ?? null;
  const factor = entryOf(rule, "factor");
  if (action === "drop" || action === "keep") {
    if (factor === undefined) return action === "keep" ? 1 : 0;
    throw new Unreadable(`${name}: a factor goes with the action downweight alone`);
  }
  if (action !== "downweight") throw new Unreadable(`${name}: expected the action drop, keep or downweight`);
  if (typeof factor === "number" && factor >= 0 && Number.isFinite(factor)) return factor;
  throw new Unreadable(`${name}: expected a factor of 0 or more`);
}

/** In a filter `^` and `$` are the ends of the text, not of its lines. */
function wholeText(condition: string): string {
  return condition.replace(/^(\s*matches\s+)(\S[\s\S]*)$/i, "$1(?-m:$2)");
}

function parseConditions(when: Json, name: string): Rule["conditions"] {
  if (!isMap(when)) throw new Unreadable(`${name}: when is ${kindOf(when)}, expected a map`);
  const entries = Object.entries(when).map(([field, condition]): [string, string] => {
    if (typeof condition === "string") return [field, wholeText(condition)];
    throw new Unreadable(`${name}: ${field} is ${kindOf(condition)}, expected a condition`);
  });
  if (entries.length === 0) throw new Unreadable(`${name}: expected at least one condition under when`);
  try {
    return parseWhere(Object.fromEntries(entries));
  } catch (error) {
    if (!(error instanceof ProbeInputError)) throw error;
    throw new Unreadable(`${name}: ${error.message}`);
  }
}
