import { Composer, LineCounter, Parser } from "yaml";
import type { Document } from "yaml";
import type { Json } from "../schema/common.js";
import { YamlConverter } from "./convert-yaml.js";
import { Unreadable } from "./probe-errors.js";
import type { Complain } from "./probe-errors.js";
import { guardDepth } from "./structured.js";

/** The most characters of a YAML text: the parser takes up to three seconds for a megabyte of marks. */
const maximumCharacters = 262_144;

/**
 * One YAML 1.2 document (core schema, anchors, aliases and merge keys); an empty one is null. Throws Unreadable, naming file
 * and line, for a syntax error, an unknown tag, a key that occurs twice, and for a second document: a loader of configs
 * takes a stream of several for an error, so a key in another document must not count.
 */
export function parseYaml(text: string, name: string): Json {
  if (text.length > maximumCharacters)
    throw new Unreadable(`${name}: larger than ${maximumCharacters} characters`);
  return guardDepth(name, () => {
    const lines = new LineCounter();
    const complain = (problem: string, offset: number) =>
      new Unreadable(`${name}: line ${lines.linePos(offset).line}: ${problem}`);
    const document = composeDocument(text, lines, complain);
    const problem = document?.errors[0] ?? document?.warnings[0];
    if (problem !== undefined) throw complain(problem.message, problem.pos[0]);
    if (document === undefined || document.contents === null) return null;
    return new YamlConverter(complain).convert(document.contents);
  });
}

/** Stops at the first error of the syntax: a text of errors alone would take the parser far longer than a sound one. */
function composeDocument(text: string, lines: LineCounter, complain: Complain): Document.Parsed | undefined {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const documents: Document.Parsed[] = [];
  const keep = (document: Document.Parsed) => {
    if (documents.push(document) > 1) throw complain("a second document", document.range[0]);
  };
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    if (token.type === "error") throw complain(token.message, token.offset);
    for (const document of composer.next(token)) keep(document);
  }
  for (const document of composer.end(true, text.length)) keep(document);
  return documents[0];
}
