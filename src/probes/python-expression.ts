import type { Json } from "../schema/common.js";
import { calculate } from "./python-arithmetic.js";
import { readPythonNumber, readPythonString } from "./python-literal.js";
import { childrenOf } from "./python-syntax.js";
import type { SyntaxNode } from "./python-syntax.js";

/** What a name holds: a value, or the reason why no value can be told. */
export type Known = { readonly value: Json } | { readonly why: string };

/** What a name holds at this point of the module; undefined where it is not assigned. */
export type Lookup = (name: string) => Known | undefined;

const maximumDepth = 100;

/** Evaluates Python expressions made of literals, arithmetic on them, and names of constants. */
export class LiteralReader {
  readonly #source: string;
  readonly #lookup: Lookup;

  constructor(source: string, lookup: Lookup) {
    this.#source = source;
    this.#lookup = lookup;
  }

  /** The value of an expression, or why it is not a literal one. */
  read(node: SyntaxNode, depth = 0): Known {
    if (depth > maximumDepth) return { why: "nested too deeply" };
    const text = this.#textOf(node);
    switch (node.name) {
      case "Number":
        return this.#known(readPythonNumber(text), node);
      case "String":
        return this.#known(readPythonString(text), node);
      case "Boolean":
        return { value: text === "True" };
      case "None":
        return { value: null };
      case "VariableName":
        return this.#lookup(text) ?? { why: `${text} is not a constant of this module` };
      case "MemberExpression":
        // The grammar takes `5.` for an attribute without a name.
        return this.#known(/^[\d_]+\.$/.test(text) ? readPythonNumber(text) : undefined, node);
      case "ParenthesizedExpression":
        return this.#readOnly(node, depth);
      case "ContinuedString":
        return this.#readJoined(node, depth);
      case "UnaryExpression":
        return this.#readUnary(node, depth);
      case "BinaryExpression":
        return this.#readBinary(node, depth);
      case "TupleExpression":
      case "ArrayExpression":
        return this.readItems(childrenOf(node).slice(1, -1), node, depth);
      case "DictionaryExpression":
        return this.#readMap(node, depth);
      default:
        return this.#known(undefined, node);
    }
  }

  /** Items between commas, as a list; a trailing comma is allowed. */
  readItems(parts: readonly SyntaxNode[], within: SyntaxNode, depth = 0): Known {
    const items: Json[] = [];
    for (const [position, part] of parts.entries()) {
      if (position % 2 === 1) {
        if (part.name !== ",") return this.#known(undefined, within);
        continue;
      }
      const item = this.read(part, depth + 1);
      if ("why" in item) return item;
      items.push(item.value);
    }
    return { value: items };
  }

  #readOnly(node: SyntaxNode, depth: number): Known {
    const [, inner, ...rest] = childrenOf(node);
    return inner !== undefined && rest.length === 1
      ? this.read(inner, depth + 1)
      : this.#known(undefined, node);
  }

  #readJoined(node: SyntaxNode, depth: number): Known {
    const parts = childrenOf(node).map((part) => this.read(part, depth + 1));
    const texts = parts.map((part) =>
      "value" in part && typeof part.value === "string" ? part.value : undefined,
    );
    return this.#known(texts.includes(undefined) ? undefined : texts.join(""), node);
  }

  #readUnary(node: SyntaxNode, depth: number): Known {
    const [sign, operand] = childrenOf(node);
    if (sign === undefined || operand === undefined) return this.#known(undefined, node);
    const inner = this.read(operand, depth + 1);
    if ("why" in inner) return inner;
    const operator = this.#textOf(sign);
    if (operator === "not" && typeof inner.value === "boolean") return { value: !inner.value };
    if (typeof inner.value !== "number" || (operator !== "-" && operator !== "+"))
      return this.#known(undefined, node);
    return { value: operator === "-" ? 0 - inner.value : inner.value };
  }

  #readBinary(node: SyntaxNode, depth: number): Known {
    const [left, operator, right] = childrenOf(node);
    if (left === undefined || operator === undefined || right === undefined)
      return this.#known(undefined, node);
    const first = this.read(left, depth + 1);
    if ("why" in first) return first;
    const second = this.read(right, depth + 1);
    if ("why" in second) return second;
    return this.#known(calculate(first.value, this.#textOf(operator), second.value), node);
  }

  /** Keys become text; of two equal keys the later counts, as in Python. */
  #readMap(node: SyntaxNode, depth: number): Known {
    const parts = childrenOf(node).slice(1, -1);
    const entries = new Map<string, Json>();
    for (let at = 0; at < parts.length; at += 4) {
      const [keyNode, colon, valueNode, comma] = parts.slice(at, at + 4);
      if (keyNode === undefined || colon?.name !== ":" || valueNode === undefined)
        return this.#known(undefined, node);
      if (comma !== undefined && comma.name !== ",") return this.#known(undefined, node);
      const key = this.read(keyNode, depth + 1);
      const value = this.read(valueNode, depth + 1);
      if ("why" in key) return key;
      if ("why" in value) return value;
      if (typeof key.value === "object") return this.#known(undefined, keyNode);
      entries.set(String(key.value), value.value);
    }
    return { value: Object.fromEntries(entries) };
  }

  #known(value: Json | undefined, node: SyntaxNode): Known {
    if (value !== undefined) return { value };
    const text = this.#textOf(node).replaceAll(/\s+/g, " ");
    return { why: `${text.length > 60 ? `${text.slice(0, 60)}...` : text} is not a literal` };
  }

  #textOf(node: SyntaxNode): string {
    return this.#source.slice(node.from, node.to);
  }
}
