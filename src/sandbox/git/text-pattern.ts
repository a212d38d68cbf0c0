import { RE2JS } from "re2js";
import { fatal } from "./git-failure.js";

/** How a pattern is written: basic or extended POSIX, Perl's, or plain text. */
export type PatternKind = "basic" | "extended" | "perl" | "fixed";

export interface PatternOptions {
  readonly kind: PatternKind;
  readonly ignoreCase?: boolean;
  readonly wholeWords?: boolean;
}

/** Several patterns, any of which may match. Takes time linear in the text, whatever the pattern. */
export interface TextPattern {
  matches(text: string): boolean;
  count(text: string): number;
  /** Where matches start and end. */
  ranges(text: string): (readonly [number, number])[];
}

export function compilePattern(patterns: readonly string[], options: PatternOptions): TextPattern {
  const sources = patterns.map((pattern) => toLibrarySyntax(pattern, options.kind));
  const joined = sources.map((source) => `(?:${source})`).join("|");
  const source = options.wholeWords === true ? `\\b(?:${joined})\\b` : joined;
  const compiled = compileOrFail(
    source,
    (options.ignoreCase === true ? RE2JS.CASE_INSENSITIVE : 0) | RE2JS.MULTILINE,
  );
  const ranges = (text: string) => {
    const found: [number, number][] = [];
    const matcher = compiled.matcher(text);
    while (matcher.find()) found.push([matcher.start(), matcher.end()]);
    return found;
  };
  return {
    matches: (text) => compiled.matcher(text).find(),
    count: (text) => ranges(text).length,
    ranges,
  };
}

function compileOrFail(source: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(source, flags);
  } catch {
    const reason =
      source.includes("[") && !source.includes("]")
        ? "Unmatched [, [^, [:, [., or [="
        : "Invalid preceding regular expression";
    throw fatal(`command line, '${source.replace(/^\(\?:|\)$/g, "")}': ${reason}`);
  }
}

function toLibrarySyntax(pattern: string, kind: PatternKind): string {
  if (kind === "fixed") return pattern.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const words = (text: string) => text.replace(/\\[<>]/g, "\\b");
  if (kind === "perl") return pattern;
  return words(kind === "basic" ? basicToExtended(pattern) : bracketsOnly(pattern));
}

/** Backslashes inside brackets are plain characters in POSIX. */
function bracketsOnly(pattern: string): string {
  return mapOutsideBrackets(pattern, (text) => text);
}

/** In basic patterns `+?|(){}` are plain and their escaped forms special: the reverse of the extended form. */
function basicToExtended(pattern: string): string {
  return mapOutsideBrackets(pattern, (text) =>
    text.replace(/\\(.)|([+?|(){}])/g, (whole, escaped: string | undefined, plain: string | undefined) => {
      if (plain !== undefined) return `\\${plain}`;
      return escaped !== undefined && "+?|(){}".includes(escaped) ? escaped : whole;
    }),
  ).replace(/^\*/, "\\*");
}

function mapOutsideBrackets(pattern: string, change: (text: string) => string): string {
  let result = "";
  let plain = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "\\") {
      plain += pattern.slice(at, at + 2);
      at++;
      continue;
    }
    const end = character === "[" ? bracketEnd(pattern, at) : -1;
    if (end === -1) {
      plain += character === "[" ? "\\[" : character;
      continue;
    }
    result += change(plain) + pattern.slice(at, end).replace(/\\/g, "\\\\");
    plain = "";
    at = end - 1;
  }
  return result + change(plain);
}

/** Where a bracket expression ends (after its `]`), or -1. */
function bracketEnd(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === "^") at++;
  if (pattern[at] === "]") at++;
  for (; at < pattern.length; at++) {
    if (pattern.startsWith("[:", at)) at = Math.max(at, pattern.indexOf(":]", at) + 1);
    else if (pattern[at] === "]") return at + 1;
  }
  return -1;
}
