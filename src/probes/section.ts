import type { ReadOf, Readout } from "../schema/readout.js";
import { readField, readMarkdown, textOf } from "./markdown-sections.js";
import type { MarkdownFile, Section } from "./markdown-sections.js";
import { Unreadable } from "./probe-errors.js";
import { readFileText } from "./read-file-text.js";
import type { Scope } from "./reading-session.js";
import { foldSpace } from "./same-value.js";

/**
 * A section of a Markdown file, its subsections included: its text (one line a paragraph), whether it exists, one of its fields,
 * or all text of the file outside it. Throws Unreadable where two headings answer to the one asked for, or a field is given two
 * values: a reader could not tell which is in force.
 */
export function readSection(read: ReadOf<"section">, scope: Scope): Readout {
  const file = markdownOf(scope, read.of);
  const section = findSection(file, foldSpace(read.heading), read.of);
  if (read.take === "present") return { state: "value", value: section !== undefined };
  if (section === undefined) return { state: "absent" };
  if (read.take === "text") return { state: "value", value: textOf(section.lines, read.fields ?? []) };
  if (read.take === "rest") {
    const rest = [...file.lines.slice(0, section.start), ...file.lines.slice(section.end)];
    return { state: "value", value: textOf(rest, read.fields ?? []) };
  }
  return readOneField(section, read.take.field, read.of);
}

/** A Markdown file. Throws Unreadable. */
export function markdownOf(scope: Scope, path: string): MarkdownFile {
  return scope.remember(`markdown ${path}`, (inner) => {
    const text = readFileText(inner.tree, path);
    return inner.parse(`markdown ${path}`, text, () => readMarkdown(text, path));
  });
}

/** The one section whose heading starts so; a smaller heading inside it that does too is part of it. */
function findSection({ sections }: MarkdownFile, wanted: string, path: string): Section | undefined {
  const [section, ...others] = sections.filter(({ heading }) => startsWithWords(heading, wanted));
  const apart = others.filter(({ start }) => section !== undefined && start > section.end);
  if (apart.length > 0) throw new Unreadable(`${path}: ${apart.length + 1} headings start with ${wanted}`);
  return section;
}

/** Whether a heading starts with whole words: `4.2` starts `4.2 Tone` and `4.2. Tone`, not `4.20 Tone` or `4.2.1 Tone`. */
function startsWithWords(heading: string, words: string): boolean {
  return (
    heading.startsWith(words) && /^(?:$|\s|[.:)\u2013\u2014-](?:$|\s))/u.test(heading.slice(words.length))
  );
}

function readOneField(section: Section, name: string, path: string): Readout {
  const values = section.lines.flatMap((line) => readField(line, [name])?.value ?? []);
  const [first, ...others] = values;
  if (first === undefined) return { state: "absent" };
  const other = others.find((value) => value !== first);
  if (other === undefined) return { state: "value", value: first };
  throw new Unreadable(`${path}: ${section.heading}: ${name} is both ${first} and ${other}`);
}
