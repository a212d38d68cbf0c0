import { RE2JS } from "re2js";
import { parse } from "yaml";
import { testPattern, type Test } from "../schema/command.js";
import type { Json } from "../schema/common.js";
import { meetsCondition } from "./meets-condition.js";
import { evaluate, renderQuoted, renderText, renderValue } from "./render-template.js";
import type { Scope } from "./scope.js";
import { displayText, isMap } from "./template-filters.js";

/** Whether a test holds. `fileExists` answers for paths of the repository. */
export function holdsTest(test: Test, scope: Scope, fileExists: (path: string) => boolean): boolean {
  if (typeof test === "string") return holdsComparison(test, scope);
  if ("all" in test) return test.all.every((each) => holdsTest(each, scope, fileExists));
  if ("any" in test) return test.any.some((each) => holdsTest(each, scope, fileExists));
  if ("not" in test) return !holdsTest(test.not, scope, fileExists);
  return fileExists(renderText(test.file, scope));
}

/** Splits `job.state = draft` into its subject and its condition. Throws for what is no comparison. */
export function splitComparison(text: string): { readonly subject: string; readonly condition: string } {
  const match = testPattern.exec(text);
  if (match === null) throw new Error(`expected a variable and a condition, got '${text}'`);
  return { subject: match[1] ?? "", condition: match[2] ?? "" };
}

function holdsComparison(text: string, scope: Scope): boolean {
  const { subject, condition } = splitComparison(text);
  const value = evaluate(subject, scope);
  const extended = /^(in|matches|is)\s+([\s\S]+)$/.exec(condition);
  if (extended === null) return meetsCondition(renderQuoted(condition, scope), value);
  const [, word, operand = ""] = extended;
  if (word === "is") return value !== undefined && isKind(operand.trim(), value);
  if (word === "matches") {
    return value !== undefined && typeof value !== "object" && RE2JS.compile(renderText(operand, scope)).matcher(displayText(value)).find();
  }
  const list: unknown = operand.startsWith("{{") ? renderValue(operand, scope) : parse(renderQuoted(operand, scope));
  return Array.isArray(list) && list.includes(value);
}

const timestampShape = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

function isKind(kind: string, value: Json): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string" && value.trim() !== "";
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "integer":
      return Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value);
    case "map":
      return isMap(value);
    case "null":
      return value === null;
    case "timestamp":
      return typeof value === "string" && timestampShape.test(value) && !Number.isNaN(Date.parse(value));
    default:
      throw new Error(`unknown kind '${kind}' after 'is'`);
  }
}
