import { sameValue } from "../probes/same-value.js";
import { isMap } from "../probes/structured.js";
import { testPattern, type Test } from "../schema/command.js";
import type { Json } from "../schema/common.js";
import type { Execution } from "./execution.js";
import { evaluate, renderQuoted, renderText, renderValue } from "./render-template.js";

/** Whether a test holds for the variables and files of a running command. */
export function holdsTest(test: Test, execution: Execution): boolean {
  if (typeof test === "string") return holdsComparison(test, execution);
  if ("all" in test) return test.all.every((each) => holdsTest(each, execution));
  if ("any" in test) return test.any.some((each) => holdsTest(each, execution));
  if ("not" in test) return !holdsTest(test.not, execution);
  return execution.tree.file(renderText(test.file, execution.scope)) !== undefined;
}

/** Splits `job.state = draft` into its subject and its condition. Throws for what is no comparison. */
export function splitComparison(text: string): { readonly subject: string; readonly condition: string } {
  const match = testPattern.exec(text);
  if (match === null) throw new Error(`expected a variable and a condition, got '${text}'`);
  return { subject: match[1] ?? "", condition: match[2] ?? "" };
}

function holdsComparison(text: string, { scope, meets }: Execution): boolean {
  const { subject, condition } = splitComparison(text);
  const value = evaluate(subject, scope);
  const [, kind] = /^is\s+(\w+)$/.exec(condition) ?? [];
  if (kind !== undefined) return value !== undefined && isKind(kind, value);
  const [, pattern] = /^matches\s+([\s\S]+)$/.exec(condition) ?? [];
  if (pattern !== undefined) return meets(`matches ${renderText(pattern, scope)}`, value);
  const [, list] = /^in\s+(\{\{[\s\S]+)$/.exec(condition) ?? [];
  if (list !== undefined) return isMember(value, renderValue(list, scope));
  return meets(renderQuoted(condition, scope), value);
}

function isMember(value: Json | undefined, list: Json): boolean {
  return value !== undefined && Array.isArray(list) && list.some((item) => sameValue(item, value));
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
