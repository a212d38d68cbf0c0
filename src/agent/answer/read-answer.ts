import { readFences, type Fence } from "./read-fences.js";

/** Something that an answer wants done in the machine. */
export type AnswerPart =
  | { readonly kind: "file"; readonly path: string; readonly content: string }
  | { readonly kind: "commands"; readonly commands: string };

/** What an answer holds, in its order; or what keeps it from being understood, in words for whoever wrote it. */
export interface AnswerReading {
  readonly parts: readonly AnswerPart[];
  readonly faults: readonly string[];
}

/** Faults that are told one by one. */
const mostFaults = 20;

const commandWords = new Set(["bash", "sh", "shell", "zsh"]);
const readingWords = new Set(["text", "txt", "plaintext", "plain", "output", "console", "log"]);

/**
 * Reads an answer by the rule that `answerRule` tells. A path may also stand on a line of its own above its block, as many
 * models put it. A block that could be meant for a file and names none is a fault, never passed over.
 */
export function readAnswer(text: string): AnswerReading {
  const parts: AnswerPart[] = [];
  const faults: string[] = [];
  for (const fence of readFences(text)) {
    const part = readPart(fence);
    if (typeof part === "string") faults.push(part);
    else if (part !== undefined) parts.push(part);
  }
  const untold = faults.length - mostFaults;
  if (untold > 0) faults.splice(mostFaults, untold, `${untold} more blocks have faults`);
  return { parts, faults };
}

/** A part; a fault; or undefined for a block that is only for reading. */
function readPart(fence: Fence): AnswerPart | string | undefined {
  const { heading, lineBefore, content, isClosed } = fence;
  if (!isClosed) return `the block ${quoteHeading(fence)} is not closed`;
  const named = pathIn(heading);
  if (named !== undefined) return { kind: "file", path: named, content };
  const word = heading.toLowerCase();
  const above = pathAlone(lineBefore);
  if (commandWords.has(word) && above?.endsWith(".sh") !== true) {
    return content.trim() === "" ? undefined : { kind: "commands", commands: content };
  }
  if (above !== undefined) return { kind: "file", path: above, content };
  if (readingWords.has(word)) return undefined;
  return `the block ${quoteHeading(fence)} does not say which file it is`;
}

/** A heading or a line of more characters names no path. */
const longestName = 1_000;

const looksLikePath = /^(?:[\w.@+-]*\/)*[\w@+.-]+$/;

/** The path in a heading such as `a/b.yaml`, `yaml a/b.yaml`, `yaml:a/b.yaml` or `yaml title="a/b.yaml"`. */
function pathIn(heading: string): string | undefined {
  if (heading.length > longestName) return undefined;
  return heading
    .split(/[\s=:]+/)
    .map(unquote)
    .find(isPath);
}

/** The path of a line that holds nothing else but marks and a word such as `File:`. */
function pathAlone(line: string): string | undefined {
  if (line.length > longestName) return undefined;
  const bare = line.replaceAll(/[*`#]/g, "").replace(/^\s*(?:file|path)\s*:/i, "");
  const path = unquote(bare.trim().replace(/:$/, ""));
  return isPath(path) ? path : undefined;
}

/** Languages have names without a slash and without a dot inside. */
function isPath(word: string): boolean {
  return looksLikePath.test(word) && (word.includes("/") || /\w\.\w/.test(word));
}

const unquote = (word: string): string => word.replaceAll(/^["'`]+|["'`]+$/g, "");

function quoteHeading({ heading, content }: Fence): string {
  const line = content.split("\n").find((each) => each.trim() !== "") ?? "";
  const begins = line.length > 60 ? `${line.slice(0, 60)}...` : line;
  return heading === "" ? `that begins "${begins}"` : `headed "${heading.slice(0, 60)}"`;
}
