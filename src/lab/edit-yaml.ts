import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  parseDocument,
  Scalar,
  stringify,
  type Document,
  type YAMLMap,
} from "yaml";
import type { Json } from "../schema/common.js";
import { isDateText, printYaml } from "./print-yaml.js";

/**
 * YAML text with the value at `keys` set. One scalar for another, and a new key, leave every other
 * byte as it is; other changes re-print the document with its comments. Throws `Error` for text that is no YAML
 * and for a path that leads through something that is no map or list.
 */
export function editYaml(text: string, keys: readonly (string | number)[], value: Json): string {
  const document = parseDocument(text);
  const problem = document.errors[0];
  if (problem !== undefined)
    throw new Error(problem.message.split("\n")[0]?.replace(/:$/, "") ?? "malformed YAML");
  return (
    replaceScalar(text, document, keys, value) ??
    insertKey(text, document, keys, value) ??
    reprint(document, keys, value)
  );
}

function replaceScalar(
  text: string,
  document: Document,
  keys: readonly (string | number)[],
  value: Json,
): string | undefined {
  const node: unknown = document.getIn(keys, true);
  if (!isScalar(node) || !node.range || (value !== null && typeof value === "object")) return undefined;
  const [start, end] = node.range;
  const old = text.slice(start, end);
  const before = old === "" && text[start - 1] === ":" ? " " : "";
  const after = old.endsWith("\n") ? "\n" : old === "" && text[end] === "#" ? " " : "";
  const scalar = scalarText(value, node, isInFlow(document, keys));
  return `${text.slice(0, start)}${before}${scalar}${after}${text.slice(end)}`;
}

function scalarText(value: Json, old: Scalar, inFlow: boolean): string {
  const scalar = new Scalar(value);
  if (typeof value === "string") {
    if (value.includes("\n")) scalar.type = Scalar.QUOTE_DOUBLE;
    else if (old.type === Scalar.QUOTE_SINGLE) scalar.type = Scalar.QUOTE_SINGLE;
    else if (old.type === Scalar.QUOTE_DOUBLE || isDateText(value)) scalar.type = Scalar.QUOTE_DOUBLE;
  }
  const printed = stringify({ k: scalar }, { lineWidth: 0, collectionStyle: inFlow ? "flow" : "block" });
  return inFlow ? printed.replace(/^\{ k: | \}\n$/g, "") : printed.slice("k: ".length).trimEnd();
}

function isInFlow(document: Document, keys: readonly (string | number)[]): boolean {
  return keys.some((_, depth) => {
    const node: unknown = document.getIn(keys.slice(0, depth), true);
    return isCollection(node) && node.flow === true;
  });
}

function insertKey(
  text: string,
  document: Document,
  keys: readonly (string | number)[],
  value: Json,
): string | undefined {
  const key = keys.at(-1);
  const parent: unknown = keys.length === 1 ? document.contents : document.getIn(keys.slice(0, -1), true);
  if (typeof key !== "string" || !isMap(parent) || parent.has(key) || isInFlow(document, keys))
    return undefined;
  const column = keyColumn(text, parent);
  const end = leafEnd(parent);
  if (column === undefined || end === undefined) return undefined;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const printed = printYaml({ [key]: value })
    .trimEnd()
    .split("\n");
  const lines = printed.map((line) => " ".repeat(column) + line).join(lineEnd);
  if (text[end - 1] === "\n") return `${text.slice(0, end)}${lines}${lineEnd}${text.slice(end)}`;
  const next = text.indexOf("\n", end);
  if (next === -1) return `${text}${lineEnd}${lines}`;
  return `${text.slice(0, next + 1)}${lines}${lineEnd}${text.slice(next + 1)}`;
}

function keyColumn(text: string, map: YAMLMap): number | undefined {
  const key: unknown = map.items[0]?.key;
  if (!isScalar(key) || !key.range) return undefined;
  return key.range[0] - (text.lastIndexOf("\n", key.range[0] - 1) + 1);
}

/** Where the last scalar below a node ends. */
function leafEnd(node: unknown): number | undefined {
  if (isPair(node)) return leafEnd(node.value ?? node.key);
  if (isCollection(node) && node.flow !== true && node.items.length > 0) return leafEnd(node.items.at(-1));
  if ((isScalar(node) || isCollection(node)) && node.range) return node.range[1];
  return undefined;
}

function reprint(document: Document, keys: readonly (string | number)[], value: Json): string {
  if (keys.length === 0) return printYaml(value);
  document.setIn(keys, value);
  return document.toString({ lineWidth: 0 });
}
