import { applyEdits, format } from "jsonc-parser";
import { isMap, isPair, isScalar, parseDocument, visit } from "yaml";
import type { Document } from "yaml";

/** A way to write the same content differently; undefined where this way does not fit the text. */
export type Rewrite = (text: string) => string | undefined;

/** Ways to write the same content differently, by file ending and by what they are called. */
export const rewrites: Readonly<Record<string, Readonly<Record<string, Rewrite>>>> = {
  yaml: {
    "a comment": addComments("#"),
    "keys in another order": (text) => editYaml(text, reverseKeys),
    "quoted texts": (text) => editYaml(text, quoteTexts),
    "other indentation": (text) => editYaml(text, () => true, 4),
  },
  toml: {
    "a comment": addComments("#"),
    "no space around =": (text) => text.replaceAll(/^([\w.-]+) = /gm, "$1="),
  },
  json: { "other indentation": indentJson },
  jsonc: { "a comment": addComments("//"), "other indentation": indentJson },
  jsonl: { "keys in another order": reverseJsonLines },
  py: { "a comment": addTrailingComment },
  md: { "blank lines at the end": (text) => `${text}\n\n` },
};

function addComments(mark: string): Rewrite {
  return (text) => `${mark} Looked over again.\n${text}${text.endsWith("\n") ? "" : "\n"}${mark} End.\n`;
}

function addTrailingComment(text: string): string {
  return `${text}\n# Looked over again.\n`;
}

function editYaml(text: string, edit: (document: Document) => boolean, indent = 2): string | undefined {
  const document = parseDocument(text, { version: "1.2", merge: true });
  if (document.errors.length > 0 || !edit(document)) return undefined;
  return document.toString({ indent, lineWidth: 0, flowCollectionPadding: indent === 2 });
}

/** Aliases must follow their anchors, so a file that may have any keeps its order. */
function reverseKeys(document: Document): boolean {
  if (!isMap(document.contents) || /[&*]\w/.test(document.toString())) return false;
  document.contents.items.reverse();
  return true;
}

function quoteTexts(document: Document): boolean {
  let quoted = false;
  visit(document, {
    Scalar: (key, node, path) => {
      const parent = path.at(-1);
      const isKey = key === "key" || (isPair(parent) && parent.key === node);
      if (isKey || !isScalar(node) || typeof node.value !== "string" || node.type !== "PLAIN") return;
      node.type = "QUOTE_DOUBLE";
      quoted = true;
    },
  });
  return quoted;
}

function indentJson(text: string): string {
  return applyEdits(text, format(text, undefined, { tabSize: 7, insertSpaces: true, eol: "\n" }));
}

function reverseJsonLines(text: string): string | undefined {
  try {
    return text.replaceAll(/^.*\S.*$/gm, (line) => {
      const record: unknown = JSON.parse(line);
      if (typeof record !== "object" || record === null || Array.isArray(record))
        throw new SyntaxError("no record");
      return JSON.stringify(Object.fromEntries(Object.entries(record).toReversed()));
    });
  } catch {
    return undefined;
  }
}
