import type { MarkdownBlock } from "./markdown-blocks.js";
import { foldSpace } from "./same-value.js";

type InlineNode = Extract<MarkdownBlock, { type: "paragraph" }>["children"][number];

/** A heading at the top level of a Markdown file, and what follows it up to the next heading of any level. */
export interface Section {
  readonly heading: string;
  readonly prose: readonly string[];
  /** Field lines `Name: value` in order. */
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly value: string;
}

/** A paragraph's lines, apart: the `Name: value` lines that it opens with, and the prose after them. */
interface Paragraph {
  readonly fields: readonly Field[];
  readonly prose: string;
}

/**
 * Splits blocks into sections. A heading in a code fence, a quote, a list or a comment is none. Prose is the text of paragraphs
 * and list items, white space folded, emphasis dropped; quotes (rationale), code and comments are not part of it.
 */
export function splitSections(blocks: readonly MarkdownBlock[]): readonly Section[] {
  const starts = blocks.flatMap((block, at) => (block.type === "heading" ? [{ block, at }] : []));
  return starts.map(({ block, at }, position) => {
    const body = blocks.slice(at + 1, starts[position + 1]?.at);
    const prose = body.filter((inner) => inner.type !== "blockquote").flatMap(paragraphsOf);
    return {
      heading: foldSpace(block.children.map(inlineText).join("")),
      prose: prose.map((paragraph) => paragraph.prose).filter((text) => text !== ""),
      fields: body.flatMap(paragraphsOf).flatMap((paragraph) => paragraph.fields),
    };
  });
}

function paragraphsOf(block: MarkdownBlock): readonly Paragraph[] {
  if (block.type === "paragraph") return [readParagraph(block.children.map(inlineText).join(""))];
  if (block.type === "blockquote" || block.type === "list" || block.type === "listItem")
    return block.children.flatMap((inner: MarkdownBlock) => paragraphsOf(inner));
  return [];
}

function readParagraph(text: string): Paragraph {
  const lines = text.split("\n");
  const fields: Field[] = [];
  for (const line of lines) {
    const field = readField(line);
    if (field === undefined) break;
    fields.push(field);
  }
  return { fields, prose: foldSpace(lines.slice(fields.length).join(" ")) };
}

/**
 * A field line has a name of one to three words and a value of one to six with no full stop at its end, so that a
 * sentence such as `Exception: the assistant may decline.` stays prose.
 */
function readField(line: string): Field | undefined {
  const [, name, value] = /^\s*(\p{L}[\p{L}\d_-]*(?: [\p{L}\d_-]+){0,2})\s*:\s+(\S.*)$/u.exec(line) ?? [];
  if (name === undefined || value === undefined) return undefined;
  const folded = foldSpace(value);
  return folded.endsWith(".") || folded.split(" ").length > 6 ? undefined : { name, value: folded };
}

function inlineText(node: InlineNode): string {
  if (node.type === "break") return "\n";
  if (node.type === "text" || node.type === "inlineCode") return node.value;
  if (node.type === "image" || node.type === "imageReference") return node.alt ?? "";
  return "children" in node ? node.children.map((inner: InlineNode) => inlineText(inner)).join("") : "";
}
