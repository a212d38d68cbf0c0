import type { Pattern, Span } from "./compile-pattern.js";
import type { RipgrepOptions } from "./options.js";

/** A line that is printed: a match, or context beside one. `number` counts from 1. */
export interface FoundLine {
  readonly number: number;
  readonly text: string;
  readonly spans: readonly Span[];
  readonly isMatch: boolean;
}

export interface TextMatches {
  readonly lines: readonly FoundLine[];
  readonly matchingLines: number;
  readonly matches: number;
}

const nothing: TextMatches = { lines: [], matchingLines: 0, matches: 0 };

/** Finds the lines of a text that a search shows. */
export function searchText(text: string, pattern: Pattern, options: RipgrepOptions): TextMatches {
  if (!options.invert && !pattern.mayMatch(text)) return nothing;
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const spans = options.multiline ? spansOfText(text, lines, pattern) : undefined;
  const hits = new Map<number, readonly Span[]>();
  let matches = 0;
  for (const [index, line] of lines.entries()) {
    if (hits.size >= options.maxCount) break;
    const found =
      spans === undefined
        ? [...pattern.find(line.endsWith("\r") ? line.slice(0, -1) : line)]
        : (spans.get(index) ?? []);
    if (found.length > 0 === options.invert) continue;
    hits.set(index, options.invert ? [] : found);
    matches += found.length;
  }
  if (hits.size === 0) return nothing;
  return { lines: withContext(lines, hits, options), matchingLines: hits.size, matches };
}

/** Matches over the whole text, each given to the lines that it covers. */
function spansOfText(
  text: string,
  lines: readonly string[],
  pattern: Pattern,
): ReadonlyMap<number, readonly Span[]> {
  const found = [...pattern.find(text)];
  const spans = new Map<number, Span[]>();
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    const end = offset + line.length;
    const touching = found.filter((span) => span.start <= end && Math.max(span.end, span.start + 1) > offset);
    const local = touching.map((span) => ({
      ...span,
      start: Math.max(0, span.start - offset),
      end: Math.min(line.length, span.end - offset),
    }));
    if (local.length > 0) spans.set(index, local);
    offset = end + 1;
  }
  return spans;
}

function withContext(
  lines: readonly string[],
  hits: ReadonlyMap<number, readonly Span[]>,
  options: RipgrepOptions,
): readonly FoundLine[] {
  const shown = new Set<number>();
  for (const index of hits.keys()) {
    for (let near = index - options.before; near <= index + options.after; near += 1) {
      if (near >= 0 && near < lines.length) shown.add(near);
    }
  }
  return Array.from(shown)
    .sort((left, right) => left - right)
    .map((index) => ({
      number: index + 1,
      text: lines[index] ?? "",
      spans: hits.get(index) ?? [],
      isMatch: hits.has(index),
    }));
}
