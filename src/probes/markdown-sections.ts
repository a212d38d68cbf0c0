import { Unreadable } from "./probe-errors.js";
import { foldSpace } from "./same-value.js";

/** A heading of a Markdown file, and the lines below it up to the next heading that is no smaller. */
export interface Section {
  readonly heading: string;
  /** 1 for `#`, 6 for `######`. */
  readonly level: number;
  readonly lines: readonly MarkdownLine[];
  /** Where its lines start and end in the file's. */
  readonly start: number;
  readonly end: number;
}

interface MarkdownLine {
  readonly text: string;
  /** Whether it lies in a code fence, where nothing is a heading, a field or a quote. */
  readonly fenced: boolean;
}

interface Field {
  readonly name: string;
  readonly value: string;
}

/** A file's lines, and its sections in order; a smaller heading's section lies inside the one above it too. */
export interface MarkdownFile {
  readonly lines: readonly MarkdownLine[];
  readonly sections: readonly Section[];
}

const maximumCharacters = 65_536;

/** What ends a line for Python's `splitlines`. */
const lineEnd = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;

/**
 * Reads a Markdown file as a program of a few lines would: line by line, comments dropped, everything that is not a field, a
 * quote or a comment being text, whatever Markdown makes of it. A heading starts its line with `#`; fences are ``` and ~~~.
 * Throws Unreadable, naming the file, where it is too large.
 */
export function readMarkdown(text: string, name: string): MarkdownFile {
  if (text.length > maximumCharacters)
    throw new Unreadable(`${name}: larger than ${maximumCharacters} characters`);
  const lines = markFences(dropComments(text).split(lineEnd));
  const headings = lines.flatMap((line, at) => {
    const [, marks, heading] = line.fenced ? [] : (/^(#{1,6})[ \t]+(\S.*)$/.exec(line.text) ?? []);
    return marks === undefined || heading === undefined ? [] : [{ level: marks.length, heading, at }];
  });
  const sections = headings.map(({ level, heading, at }, position) => {
    const next = headings.slice(position + 1).find((other) => other.level <= level);
    const end = next?.at ?? lines.length;
    return { heading: foldSpace(heading), level, lines: lines.slice(at + 1, end), start: at + 1, end };
  });
  return { lines, sections };
}

function dropComments(text: string): string {
  let kept = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf("<!--", at);
    const end = start === -1 ? -1 : text.indexOf("-->", start + 4);
    if (end === -1) return kept + text.slice(at);
    kept += text.slice(at, start);
    at = end + 3;
  }
}

function markFences(lines: readonly string[]): readonly MarkdownLine[] {
  let fenced = false;
  return lines.map((text) => {
    const isFence = /^(?:```|~~~)/.test(text);
    const line = { text, fenced: fenced || isFence };
    if (isFence) fenced = !fenced;
    return line;
  });
}

/** A field that a line is, `Name: value`, the name in bold or not: of these names alone, or in bold of any. */
export function readField(line: MarkdownLine, names?: readonly string[]): Field | undefined {
  const [, marks, name, value] = line.fenced
    ? []
    : (/^(\**)([^*:]+)\**:\**[ \t]+(\S.*)$/.exec(line.text) ?? []);
  if (name === undefined || value === undefined) return undefined;
  const isField = names?.some((one) => one.toLowerCase() === name.toLowerCase()) ?? marks !== "";
  return isField ? { name, value: foldSpace(value) } : undefined;
}

/** The text of lines: one line a paragraph, white space folded; quotes and fields (of these names, or in bold of any) are no part of it. */
export function textOf(lines: readonly MarkdownLine[], fields?: readonly string[]): string {
  const counted = lines.map((line) => {
    const isQuote = !line.fenced && /^\s*>/.test(line.text);
    return isQuote || readField(line, fields) !== undefined ? "" : line.text;
  });
  return counted
    .join("\n")
    .split(/\n\s*\n/)
    .map(foldSpace)
    .filter((paragraph) => paragraph !== "")
    .join("\n");
}
