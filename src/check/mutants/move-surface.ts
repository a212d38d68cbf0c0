import type { Json, Scalar } from "../../schema/common.js";
import type { Environment, Surface } from "../../schema/environment.js";
import type { ReadOf } from "../../schema/readout.js";
import type { Tree } from "../../schema/tree.js";
import { readText, writeText } from "./edit-text.js";
import { otherValue } from "./other-value.js";
import { addEntry, setValue } from "./set-value.js";

/**
 * The tree with one surface hand-edited to another value; undefined where no edit is known for it.
 * Knows values of configs, sections of documents and JSONL records.
 */
export function moveSurface(
  tree: Tree,
  environment: Environment,
  surface: Surface,
  parameters: Readonly<Record<string, Scalar>>,
  present: Json,
): Tree | undefined {
  const named = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
  switch (surface.read.kind) {
    case "value":
      return moveValue(tree, environment, surface, named(surface.read.of), named(surface.read.at), present);
    case "section":
      return moveSection(tree, surface.read, surface, named, present);
    case "records":
      return repeatRecord(tree, surface.read, named);
    case "filter":
    case "constant":
    case "command":
    case "text":
    case "files":
      return undefined;
  }
}

function moveValue(
  tree: Tree,
  environment: Environment,
  surface: Surface,
  source: string,
  at: string,
  present: Json,
): Tree | undefined {
  const value = otherValue(present, surface);
  if (value === undefined) return undefined;
  const [, kind, name] = /^([\w.-]+):(.+)$/.exec(source) ?? [];
  const composition = kind === undefined ? undefined : environment.compose[kind];
  if (composition === undefined || name === undefined) {
    return rewrite(tree, source, (text) => setValue(text, source, at, value));
  }
  const path = composition.entry.replace("*", name);
  const { overrides } = composition;
  return rewrite(tree, path, (text) =>
    overrides === undefined ? setValue(text, path, at, value) : addEntry(text, overrides, at, value),
  );
}

function moveSection(
  tree: Tree,
  read: ReadOf<"section">,
  surface: Surface,
  named: (text: string) => string,
  present: Json,
): Tree | undefined {
  const { take } = read;
  if (take === "present") return undefined;
  const field = typeof take === "string" ? undefined : take.field;
  const value = field === undefined ? undefined : otherValue(present, surface);
  if (field !== undefined && value === undefined) return undefined;
  return rewrite(tree, named(read.of), (text) => {
    const lines = text.split("\n");
    const heading = named(read.heading);
    const start = lines.findIndex(
      (line) => /^#+\s/.test(line) && startsSection(line.replace(/^#+\s+/, ""), heading),
    );
    if (start === -1) return undefined;
    const isField = (line: string): boolean => /^\W*[\w -]+\W*:\W*\s/.test(line);
    const wanted = (line: string): boolean =>
      field === undefined
        ? /^\w/.test(line) && !isField(line)
        : line.replaceAll("*", "").startsWith(`${field}:`);
    const at = lines.findIndex((line, position) => position > start && wanted(line));
    const line = lines[at];
    if (line === undefined) return undefined;
    lines[at] = field === undefined ? `${line} Now and then` : line.replace(/\w+\s*$/, String(value));
    return lines.join("\n");
  });
}

function startsSection(title: string, heading: string): boolean {
  return title === heading || (title.startsWith(heading) && /^[\s.:]/.test(title.slice(heading.length)));
}

/** A matching record twice counts once more. */
function repeatRecord(
  tree: Tree,
  read: ReadOf<"records">,
  named: (text: string) => string,
): Tree | undefined {
  if (read.take !== "count" || !read.of.endsWith(".jsonl")) return undefined;
  const words = Object.values(read.where).flatMap(
    (condition) => /^=\s*(\w+)$/.exec(named(condition))?.[1] ?? [],
  );
  return rewrite(tree, named(read.of), (text) => {
    const line = text
      .split("\n")
      .findLast((record) => record !== "" && words.every((word) => record.includes(word)));
    return line === undefined ? undefined : `${text.trimEnd()}\n${line}\n`;
  });
}

function rewrite(tree: Tree, path: string, edit: (text: string) => string | undefined): Tree | undefined {
  const text = readText(tree, path);
  const edited = text === undefined ? undefined : edit(text);
  return edited === undefined || edited === text ? undefined : writeText(tree, path, edited);
}
