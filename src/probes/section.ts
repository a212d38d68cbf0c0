import type { ReadOf, Readout } from "../schema/readout.js";
import { parseMarkdown } from "./markdown-blocks.js";
import { splitSections } from "./markdown-sections.js";
import type { Section } from "./markdown-sections.js";
import { Unreadable } from "./probe-errors.js";
import { readFileText } from "./read-file-text.js";
import type { Scope } from "./reading-session.js";
import { foldSpace } from "./same-value.js";

/**
 * A section of a Markdown file, its subsections left out: its prose (one line a paragraph or list item), whether it exists, or
 * one of its fields. Throws Unreadable where two headings answer to the one asked for, or a field is given two values: a
 * reader could not tell which is in force.
 */
export function readSection(read: ReadOf<"section">, scope: Scope): Readout {
  const wanted = foldSpace(read.heading);
  const [section, ...others] = sectionsOf(scope, read.of).filter(({ heading }) =>
    startsWithWords(heading, wanted),
  );
  if (others.length > 0)
    throw new Unreadable(`${read.of}: ${others.length + 1} headings start with ${wanted}`);
  if (read.take === "present") return { state: "value", value: section !== undefined };
  if (section === undefined) return { state: "absent" };
  if (read.take === "text") return { state: "value", value: section.prose.join("\n") };
  return readField(section, read.take.field, read.of);
}

/** The sections of a Markdown file. Throws Unreadable. */
export function sectionsOf(scope: Scope, path: string): readonly Section[] {
  return scope.remember(`sections ${path}`, (inner) => {
    const text = readFileText(inner.tree, path);
    return inner.parse(`sections ${path}`, text, () => splitSections(parseMarkdown(text, path)));
  });
}

/** Whether a heading starts with whole words: `4.2` starts `4.2 Tone` and `4.2. Tone`, not `4.20 Tone` or `4.2.1 Tone`. */
function startsWithWords(heading: string, words: string): boolean {
  return (
    heading.startsWith(words) && /^(?:$|\s|[.:)\u2013\u2014-](?:$|\s))/u.test(heading.slice(words.length))
  );
}

function readField(section: Section, name: string, path: string): Readout {
  const values = section.fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
  const [first, ...others] = values.map((field) => field.value);
  if (first === undefined) return { state: "absent" };
  const other = others.find((value) => value !== first);
  if (other === undefined) return { state: "value", value: first };
  throw new Unreadable(`${path}: ${section.heading}: ${name} is both ${first} and ${other}`);
}
