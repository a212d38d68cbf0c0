import type { ReadOf, Readout } from "../schema/readout.js";
import { readFileText } from "./read-file-text.js";
import type { Scope } from "./reading-session.js";
import { compileExpression } from "./regular-expression.js";

/**
 * The last resort: a pattern looked for in plain text, comments and all, over every file of the glob in path order. Takes the
 * number of matches, whether there is one, or the first group of the first match (all of it where the pattern has no group).
 * Throws Unreadable.
 */
export function readText(read: ReadOf<"text">, scope: Scope): Readout {
  const expression = compileExpression(read.pattern);
  const texts = scope.tree.glob(read.of).map((path) => readFileText(scope.tree, path));
  if (read.take === "present") return { state: "value", value: texts.some((text) => expression.test(text)) };
  if (read.take === "count") {
    const counts = texts.map((text) => [...expression.matches(text)].length);
    return { state: "value", value: counts.reduce((sum, count) => sum + count, 0) };
  }
  for (const text of texts)
    for (const match of expression.matches(text)) return { state: "value", value: match.group ?? match.text };
  return { state: "absent" };
}
