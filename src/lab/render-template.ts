import { entryOf, isMap } from "../probes/structured.js";
import type { Json } from "../schema/common.js";
import { applyFilter, displayText } from "./template-filters.js";
import type { Scope } from "./scope.js";

const placeholder = /\{\{([^{}]+)\}\}/g;
const whole = /^\{\{([^{}]+)\}\}$/;

/** A template as text. */
export function renderText(template: string, scope: Scope): string {
  return template.replace(placeholder, (_, expression: string) => displayText(evaluate(expression, scope)));
}

/** A template whose values are written as JSON, so that no value can be read as anything but itself. */
export function renderQuoted(template: string, scope: Scope): string {
  return template.replace(placeholder, (_, expression: string) =>
    JSON.stringify(evaluate(expression, scope) ?? null),
  );
}

/** A value with its templates filled. A text that is one placeholder keeps the variable's type; unset becomes null. */
export function renderValue(value: Json, scope: Scope): Json {
  if (typeof value === "string") {
    const expression = whole.exec(value)?.[1];
    return expression === undefined ? renderText(value, scope) : (evaluate(expression, scope) ?? null);
  }
  if (Array.isArray(value)) return value.map((item) => renderValue(item, scope));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [renderText(key, scope), renderValue(item, scope)]),
  );
}

/**
 * The value of `path | filter word ...`, or undefined. The filter `at` looks up the key that another variable holds:
 * `metrics | at gate.metric`.
 */
export function evaluate(expression: string, scope: Scope): Json | undefined {
  const { path, filters } = parseExpression(expression);
  return filters.reduce<Json | undefined>(
    (value, { name, words }) =>
      name === "at" ? entryAt(value, scope.get(words[0] ?? "")) : applyFilter(name, value, words),
    scope.get(path),
  );
}

function entryAt(value: Json | undefined, key: Json | undefined): Json | undefined {
  return isMap(value) && typeof key === "string" ? entryOf(value, key) : undefined;
}

interface Expression {
  readonly path: string;
  readonly filters: readonly { readonly name: string; readonly words: readonly string[] }[];
}

/** The parts of an expression; words may be quoted. */
export function parseExpression(expression: string): Expression {
  const [path = "", ...filters] = expression.match(/(?:"[^"]*"|[^|"])+/g) ?? [];
  return {
    path: path.trim(),
    filters: filters.map((filter) => {
      const [name = "", ...words] = filter.match(/"[^"]*"|[^\s"]+/g) ?? [];
      return { name, words: words.map((word) => word.replace(/^"|"$/g, "")) };
    }),
  };
}

/** Every expression in the texts of a value. */
export function expressionsIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map((match) => match[1] ?? "");
}
