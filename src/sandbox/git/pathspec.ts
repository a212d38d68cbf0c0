import { fatal } from "./git-failure.js";
import { isGlob, matchGlob } from "./match-glob.js";

interface Element {
  /** As the user wrote it. */
  readonly original: string;
  /** From the repository's root, without a slash at the end. */
  readonly pattern: string;
  readonly exclude: boolean;
  readonly literal: boolean;
  readonly ignoreCase: boolean;
  readonly folderOnly: boolean;
  readonly slashes: boolean;
}

/** Which paths a command is about. */
export interface Pathspec {
  readonly isEmpty: boolean;
  /** Whether a repository path is meant. */
  matches(path: string): boolean;
  /** What the user wrote that matches none of these paths, in order. */
  unmatched(paths: Iterable<string>): string[];
  /** The positive elements: as written, and from the root. */
  readonly elements: readonly { readonly original: string; readonly pattern: string }[];
}

/** Where the user stands: the repository's root and the working folder below it (`""`, or ending in a slash). */
export interface Place {
  readonly root: string;
  readonly prefix: string;
}

/** Reads pathspecs as git does: folders, shell patterns, `:!not`, `:/top`, `:(glob,icase,exclude,top,literal)`. */
export function parsePathspec(words: readonly string[], place: Place): Pathspec {
  const elements = words.map((word) => parseElement(word, place));
  const wanted = elements.filter((element) => !element.exclude);
  const unwanted = elements.filter((element) => element.exclude);
  return {
    isEmpty: elements.length === 0,
    elements: wanted,
    matches: (path) =>
      (wanted.length === 0 || wanted.some((element) => matchesElement(element, path))) &&
      !unwanted.some((element) => matchesElement(element, path)),
    unmatched: (paths) => {
      const all = [...paths];
      return wanted
        .filter((element) => element.pattern !== "" && !all.some((path) => matchesElement(element, path)))
        .map((element) => element.original);
    },
  };
}

function parseElement(word: string, place: Place): Element {
  if (word === "")
    throw fatal("empty string is not a valid pathspec. please use . instead if you meant to match all paths");
  const { magic, rest } = splitMagic(word);
  const from = magic.has("top") ? "" : place.prefix;
  const pattern = resolveInside(rest, from, word, place.root);
  const literal = magic.has("literal") || !isGlob(rest);
  const folderOnly = rest.endsWith("/") && pattern !== "";
  const flags = {
    exclude: magic.has("exclude"),
    ignoreCase: magic.has("icase"),
    slashes: !magic.has("glob"),
  };
  return { original: word, pattern, literal, folderOnly, ...flags };
}

function splitMagic(word: string): { magic: ReadonlySet<string>; rest: string } {
  if (!word.startsWith(":")) return { magic: new Set(), rest: word };
  const long = /^:\(([^)]*)\)(.*)$/s.exec(word);
  if (long !== null) {
    const names = (long[1] ?? "").split(",").filter((name) => name !== "");
    const unknown = names.find((name) => !["top", "exclude", "icase", "glob", "literal"].includes(name));
    if (unknown !== undefined) throw fatal(`Invalid pathspec magic '${unknown}' in '${word}'`);
    return { magic: new Set(names), rest: long[2] ?? "" };
  }
  const short = /^:([!^/]*):?(.*)$/s.exec(word);
  const letters = short?.[1] ?? "";
  const magic = new Set<string>();
  if (letters.includes("/")) magic.add("top");
  if (/[!^]/.test(letters)) magic.add("exclude");
  return { magic, rest: short?.[2] ?? "" };
}

function resolveInside(path: string, prefix: string, original: string, root: string): string {
  const outside = () => fatal(`${original}: '${original}' is outside repository at '${root}'`);
  const absolute = path.startsWith("/");
  if (absolute && path !== root && !path.startsWith(`${root}/`)) throw outside();
  const whole = absolute ? path.slice(root.length) : `${prefix}${path}`;
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) throw outside();
  }
  return parts.join("/");
}

function matchesElement(element: Element, path: string): boolean {
  const fold = (text: string) => (element.ignoreCase ? text.toLowerCase() : text);
  const pattern = fold(element.pattern);
  const subject = fold(path);
  if (pattern === "") return true;
  if (subject === pattern) return !element.folderOnly;
  if (subject.startsWith(`${pattern}/`)) return true;
  if (element.literal) return false;
  return element.slashes
    ? matchGlob(element.folderOnly ? `${pattern}/*` : pattern, subject)
    : matchDeepGlob(pattern.split("/"), subject.split("/"));
}

/** A pattern whose `**` stands for any number of folders and whose `*` stays within one. */
function matchDeepGlob(pattern: readonly string[], parts: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return parts.length === 0;
  if (first === "**") {
    return parts.some((_, skipped) => matchDeepGlob(rest, parts.slice(skipped))) || rest.length === 0;
  }
  const [head, ...tail] = parts;
  return head !== undefined && matchGlob(first, head, false) && matchDeepGlob(rest, tail);
}
