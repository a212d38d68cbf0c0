import { fromMarkdown } from "mdast-util-from-markdown";
import { Unreadable } from "./probe-errors.js";
import { guardDepth } from "./structured.js";

type MarkdownRoot = ReturnType<typeof fromMarkdown>;
export type MarkdownBlock = MarkdownRoot["children"][number];

/** The most characters of a Markdown file, and the most work (see `weigh`) that its markup may ask of the parser. */
const maximumCharacters = 65_536;
const maximumWeight = 20_000_000;

/** A Markdown text's blocks (CommonMark). Throws Unreadable, naming the file, where it is too large or its markup too dense. */
export function parseMarkdown(text: string, name: string): readonly MarkdownBlock[] {
  if (text.length > maximumCharacters)
    throw new Unreadable(`${name}: larger than ${maximumCharacters} characters`);
  // A carriage return ends a line too.
  if (weigh(text.replaceAll("\r", "\n")) > maximumWeight) throw new Unreadable(`${name}: too much markup`);
  return guardDepth(name, () => fromMarkdown(text).children);
}

/** Lines whose number the parser's time grows with the square of: quoted, indented or doubly marked ones, empty items, and underlines. */
const heavyLine =
  /^(?:>| {2}|\t| ?(?:[-+*]|\d+[.)])[ \t]*(?:[-+*>]|\d+[.)])| {0,3}(?:=+|-+|[+*]|\d+[.)])[ \t]*$)/gm;

/** A line that opens a quote or a list: the lines of a paragraph below it belong to it, and are tried against it again and again. */
const openingLine = /^[ \t]*(?:>|(?:[-+*]|\d+[.)])(?:[ \t]|$))/m;

/**
 * The parser's time grows with the square of the heavy lines, of the markers one line opens with, of the lines below a quote or a
 * list, and of the markup between two blank lines.
 */
function weigh(text: string): number {
  let weight = 5 * (text.match(heavyLine)?.length ?? 0) ** 2;
  for (const markers of text.match(/^[-+*>\d.) \t]+/gm) ?? []) weight += 5 * markers.length ** 2;
  for (const block of text.split(/\n[ \t]*\n/)) {
    const marks = block.match(/[*_[\]<>&`!~]|^[ \t]+/gm) ?? [];
    weight += marks.reduce((sum, mark) => sum + mark.length, 0) ** 2;
    if (openingLine.test(block)) weight += block.split("\n").length ** 2;
  }
  return weight;
}
