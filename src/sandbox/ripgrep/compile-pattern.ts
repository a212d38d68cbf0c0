import { RE2JS, RE2JSException } from "re2js";
import type { RipgrepOptions } from "./options.js";
import { UsageError } from "./parse-arguments.js";

/** A stretch of a text, with what its groups caught. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

export interface Pattern {
  /** False only where no line of the text can match. */
  mayMatch(text: string): boolean;
  /** Every match in a text, from left to right. */
  find(text: string): Iterable<Span>;
}

/** Compiles the patterns of a command line into one. Throws a `UsageError` worded as a parse error. */
export function compilePattern(patterns: readonly string[], options: RipgrepOptions): Pattern {
  const joined = patterns.map((pattern) => (options.fixed ? escape(pattern) : pattern));
  const source =
    joined.length === 1 ? (joined[0] ?? "") : joined.map((pattern) => `(?:${pattern})`).join("|");
  const capital = /[A-Z]/.test(patterns.join("").replace(/\\[A-Za-z]/g, ""));
  const ignoreCase = options.ignoreCase === "always" || (options.ignoreCase === "smart" && !capital);
  const matcher = compileSource(options.wholeLine ? `^(?:${source})$` : source, ignoreCase, options);
  return options.word ? wholeWords(matcher) : matcher;
}

function compileSource(source: string, ignoreCase: boolean, options: RipgrepOptions): Pattern {
  if (options.lookaround) return nativePattern(source, ignoreCase);
  if (/\(\?(?:[=!]|<[=!])/.test(source)) throw new UsageError(lookaroundMessage(source));
  if (isPlain(source)) return nativePattern(source, ignoreCase);
  try {
    const flags = RE2JS.MULTILINE | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    const compiled = RE2JS.compile(source, flags);
    return linearPattern(compiled);
  } catch (error) {
    if (error instanceof RE2JSException) throw new UsageError(parseErrorMessage(source, error.message));
    throw error;
  }
}

function nativePattern(source: string, ignoreCase: boolean): Pattern {
  const flags = `gm${ignoreCase ? "i" : ""}`;
  let compiled: RegExp;
  try {
    compiled = new RegExp(source, flags);
  } catch (error) {
    throw new UsageError(parseErrorMessage(source, error instanceof Error ? error.message : ""));
  }
  return {
    mayMatch(text) {
      compiled.lastIndex = 0;
      return compiled.test(text);
    },
    *find(text) {
      compiled.lastIndex = 0;
      for (const match of text.matchAll(compiled)) {
        yield { start: match.index, end: match.index + match[0].length, groups: [...match] };
      }
    },
  };
}

function linearPattern(compiled: RE2JS): Pattern {
  return {
    mayMatch: (text) => compiled.matcher(text).find(),
    *find(text) {
      const matcher = compiled.matcher(text);
      while (matcher.find()) {
        const groups = Array.from(
          { length: matcher.groupCount() + 1 },
          (_, group) => matcher.group(group) ?? undefined,
        );
        yield { start: matcher.start(), end: matcher.end(), groups };
      }
    },
  };
}

/** Keeps the matches that no word character touches from outside. */
function wholeWords(pattern: Pattern): Pattern {
  const isWord = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character);
  return {
    mayMatch: (text) => pattern.mayMatch(text),
    *find(text) {
      for (const span of pattern.find(text)) {
        if (!isWord(text.charAt(span.start - 1)) && !isWord(text.charAt(span.end))) yield span;
      }
    },
  };
}

/**
 * Whether a pattern means the same to the runtime's engine, and cannot make it backtrack for long: no group is
 * repeated, and few parts have no bound.
 */
function isPlain(source: string): boolean {
  if (/\(\?(?!:)|\\[1-9AzZQEpPhHRKxukgGcC<>]|\[\[|&&|\[\^?\]/.test(source)) return false;
  if (/\)[*+?{]/.test(source)) return false;
  if ((source.match(/(?<!\\)[*+]|\{\d+,\}/g) ?? []).length > 2) return false;
  return !/(?<!\\)\{(?!\d)|^[*+?]|\|[*+?]|\([*+?]/.test(source) && isBalanced(source);
}

function isBalanced(source: string): boolean {
  try {
    RE2JS.compile(source);
    return true;
  } catch (error) {
    if (error instanceof RE2JSException) return false;
    throw error;
  }
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function parseErrorMessage(source: string, message: string): string {
  const reason = /missing closing \)|[Uu]nterminated group/.test(message)
    ? "unclosed group"
    : /unexpected \)|Unmatched '\)'/.test(message)
      ? "unopened group"
      : /missing closing \]|Unterminated character class/.test(message)
        ? "unclosed character class"
        : /missing argument to repetition|Nothing to repeat/.test(message)
          ? "repetition operator missing expression"
          : /invalid escape|trailing backslash|at end of pattern/.test(message)
            ? "unrecognized escape sequence"
            : /repetition|repeat|quantifier/i.test(message)
              ? "invalid repetition count range"
              : "unrecognized pattern syntax";
  return `regex parse error:\n    (?:${source})\n    ${"^".padStart(1)}\nerror: ${reason}`;
}

function lookaroundMessage(source: string): string {
  const place = source.search(/\(\?(?:[=!]|<[=!])/) + 3;
  return `regex parse error:\n    (?:${source})\n    ${" ".repeat(place)}^^^\nerror: look-around, including look-ahead and look-behind, is not supported\n\nConsider enabling PCRE2 with the --pcre2 flag, which can handle backreferences\nand look-around.`;
}
