import { RE2JS, RE2JSException } from "re2js";
import type { Matcher } from "re2js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";

/** The longest pattern, and the most steps (program size times characters left) that one search may take. */
const maximumPattern = 1000;
const maximumSteps = 500_000_000;

/** A compiled RE2 expression (multi-line: `^` and `$` match at lines), whose searches take bounded time. */
export interface RegularExpression {
  /** Whether it matches somewhere in a text. Throws Unreadable where the search would be too long. */
  test(text: string): boolean;
  /** The matches in a text, in order, each with its first group if it has one. Throws Unreadable as above. */
  matches(text: string): Iterable<{ readonly text: string; readonly group: string | undefined }>;
}

/** Compiles an RE2 expression. Throws bad input. */
export function compileExpression(pattern: string): RegularExpression {
  const compiled = compile(pattern);
  let steps = 0;
  const find = (matcher: Matcher, left: number): boolean => {
    steps += compiled.programSize() * left;
    if (steps > maximumSteps) throw new Unreadable(`the search for ${pattern} takes too many steps`);
    return matcher.find();
  };
  return {
    test: (text) => find(compiled.matcher(text), text.length),
    *matches(text) {
      const matcher = compiled.matcher(text);
      for (let at = 0; find(matcher, text.length - at); at = matcher.end())
        yield { text: matcher.group() ?? "", group: compiled.groupCount() > 0 ? (matcher.group(1) ?? undefined) : undefined };
    },
  };
}

function compile(pattern: string): RE2JS {
  if (pattern.length > maximumPattern)
    throw new ProbeInputError(`regular expression longer than ${maximumPattern} characters: ${pattern.slice(0, 40)}...`);
  try {
    return RE2JS.compile(pattern, RE2JS.MULTILINE);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new ProbeInputError(`regular expression ${pattern}: ${error.message}`);
  }
}
