import { RE2JS, RE2JSException } from "re2js";
import type { Matcher } from "re2js";
import { ProbeInputError, Unreadable } from "./probe-errors.js";

/** The longest pattern, the largest program it may compile to, and the most steps (program size times characters left) of one call. */
const maximumPattern = 1000;
const maximumProgram = 2000;
const maximumSteps = 200_000_000;

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
  const size = compiled.programSize();
  const check = (steps: number) => {
    if (steps > maximumSteps) throw new Unreadable(`the search for ${pattern} takes too many steps`);
  };
  return {
    test: (text) => {
      check(size * text.length);
      return compiled.matcher(text).find();
    },
    *matches(text) {
      const matcher = compiled.matcher(text);
      let steps = size * text.length;
      check(steps);
      while (matcher.find()) {
        yield { text: matcher.group() ?? "", group: firstGroup(compiled, matcher) };
        steps += size * (text.length - matcher.end());
        check(steps);
      }
    },
  };
}

function firstGroup(compiled: RE2JS, matcher: Matcher): string | undefined {
  return compiled.groupCount() > 0 ? (matcher.group(1) ?? undefined) : undefined;
}

function compile(pattern: string): RE2JS {
  if (pattern.length > maximumPattern)
    throw new ProbeInputError(
      `regular expression longer than ${maximumPattern} characters: ${pattern.slice(0, 40)}...`,
    );
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.MULTILINE);
    if (compiled.programSize() <= maximumProgram) return compiled;
    throw new ProbeInputError(
      `regular expression ${pattern}: too large once its repetitions are written out`,
    );
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new ProbeInputError(`regular expression ${pattern}: ${error.message}`);
  }
}
