import type { Json, JsonObject } from "../schema/common.js";
import { Condition } from "../schema/condition.js";
import { parseYaml } from "./parse-yaml.js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";
import { compileExpression } from "./regular-expression.js";
import { checkFinite, isMap } from "./structured.js";
import { parseValuePath } from "./value-path.js";
import type { Step } from "./value-path.js";

export type Order = "<" | "<=" | ">" | ">=";

/** What a condition asks of a value. */
export type Test =
  | { readonly test: "absent" | "present" }
  | { readonly test: "equal"; readonly value: Json; readonly negated: boolean }
  | { readonly test: "order"; readonly order: Order; readonly bound: Json }
  | { readonly test: "contains"; readonly item: Json; readonly negated: boolean }
  | { readonly test: "contains record"; readonly fields: JsonObject; readonly negated: boolean }
  | { readonly test: "in"; readonly values: readonly Json[] }
  | { readonly test: "matches"; readonly matches: (text: string) => boolean };

/** A parsed condition: a test of the readout, or of one field of the record that it is. */
export interface ParsedCondition {
  readonly field: readonly Step[] | undefined;
  readonly test: Test;
}

const operator = String.raw`<=|>=|!=|<(?!=)|>(?!=)|=`;
const word = String.raw`contains|lacks|in|matches`;
const shape = new RegExp(
  String.raw`^(?:([a-z_][\w.-]*)\s+)??(?:(${operator})\s*|(${word})(?:\s+|(?=\[)))(\S[\s\S]*)$`,
  "i",
);

/**
 * Parses a condition (grammar: `schema/condition.ts`). The value is read as YAML, except after `matches`, where everything is
 * the pattern. Throws bad input, quoting the condition.
 */
export function parseCondition(text: Condition): ParsedCondition {
  const trimmed = text.trim();
  const simple = trimmed.toLowerCase();
  if (simple === "absent" || simple === "present") return { field: undefined, test: { test: simple } };
  const [, field, sign, verb, rest] = shape.exec(trimmed) ?? [];
  if (rest === undefined || !Condition.safeParse(trimmed).success)
    throw new ProbeInputError(
      `condition ${text}: expected one such as '<= 0.05', '= approved', 'contains "text"', 'absent'`,
    );
  const test =
    sign === undefined
      ? verbTest(verb?.toLowerCase() ?? "", rest, text)
      : signTest(sign, readOperand(rest, text));
  return { field: field === undefined ? undefined : parseValuePath(field), test };
}

function signTest(sign: string, value: Json): Test {
  if (sign === "<" || sign === "<=" || sign === ">" || sign === ">=")
    return { test: "order", order: sign, bound: value };
  return { test: "equal", value, negated: sign === "!=" };
}

function verbTest(verb: string, rest: string, condition: string): Test {
  if (verb === "matches") {
    const expression = compileExpression(rest);
    return { test: "matches", matches: (text) => expression.test(text) };
  }
  if (verb === "in") {
    const values = readOperand(rest, condition);
    if (Array.isArray(values)) return { test: "in", values };
    throw new ProbeInputError(`condition ${condition}: expected a list after 'in'`);
  }
  const negated = verb === "lacks";
  const [, record] = /^record\s*(\{[\s\S]*)$/.exec(rest) ?? [];
  if (record === undefined) return { test: "contains", item: readOperand(rest, condition), negated };
  const fields = readOperand(record, condition);
  if (isMap(fields)) return { test: "contains record", fields, negated };
  throw new ProbeInputError(`condition ${condition}: expected {field: value} after 'record'`);
}

function readOperand(text: string, condition: string): Json {
  // What needs no YAML to be read: most conditions, and the parser is slow to start.
  if (/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?$/.test(text)) return Number(text);
  if (/^[a-z][a-z_-]*$/.test(text) && !/^(?:true|false|null)$/.test(text)) return text;
  try {
    const value = parseYaml(text, "value");
    checkFinite(value, "value");
    return value;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new ProbeInputError(
      `condition ${condition}: ${error.message} (quote text that YAML reads as something else)`,
    );
  }
}
