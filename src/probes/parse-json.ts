import { parseTree, printParseErrorCode } from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";
import type { Json } from "../schema/common.js";
import { numberLines } from "./line-numbers.js";
import { Unreadable } from "./probe-errors.js";
import type { Complain } from "./probe-errors.js";
import { guardDepth } from "./structured.js";

/**
 * JSON, or JSON with comments and trailing commas. Throws Unreadable, naming file and line, for a syntax error and for a key
 * that one map holds twice (which of the two counts is up to the loader).
 */
export function parseJson(text: string, name: string, dialect: "json" | "jsonc"): Json {
  const lenient = dialect === "jsonc";
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: lenient, disallowComments: !lenient, allowEmptyContent: false };
  return guardDepth(name, () => {
    const root = parseTree(text, errors, options);
    const [error] = errors;
    if (error !== undefined)
      throw new Unreadable(
        `${name}: line ${numberLines(text)(error.offset)}: ${printParseErrorCode(error.error)}`,
      );
    if (root === undefined) throw new Unreadable(`${name}: empty`);
    return convert(
      root,
      (problem, offset) => new Unreadable(`${name}: line ${numberLines(text)(offset)}: ${problem}`),
    );
  });
}

function convert(node: Node, complain: Complain): Json {
  const children = node.children ?? [];
  if (node.type === "array") return children.map((child) => convert(child, complain));
  if (node.type !== "object") return scalar(node.value, () => complain("not a JSON value", node.offset));
  const entries = new Map<string, Json>();
  for (const property of children) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) throw complain("a key without a value", property.offset);
    const text = String(key.value);
    if (entries.has(text)) throw complain(`the key ${text} occurs twice`, key.offset);
    entries.set(text, convert(value, complain));
  }
  return Object.fromEntries(entries);
}

function scalar(value: unknown, complain: () => Unreadable): Json {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  throw complain();
}
