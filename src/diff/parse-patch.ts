import { FileMode } from "../schema/tree.js";
import { RepositoryPath } from "../schema/common.js";
import { parseBinary } from "./parse-binary.js";
import { parseHunks } from "./parse-hunks.js";
import type { FilePatch, Problem } from "./patch.js";
import { failAtLine, PatchSyntaxError, peekLine } from "./patch-lines.js";
import type { PatchLines } from "./patch-lines.js";
import { splitGitNames, unquotePath } from "./quote-path.js";

/** Header lines of one file, by what they start with. */
type Header = Map<string, string>;

const headerWords = [
  "old mode",
  "new mode",
  "deleted file mode",
  "new file mode",
  "copy from",
  "copy to",
  "rename from",
  "rename to",
  "similarity index",
  "dissimilarity index",
  "index",
];

/**
 * Reads a patch as git writes it; text around the files' parts is passed over, as `git apply` does.
 * Give bytes where the patch may hold text that is not UTF-8.
 */
export function parsePatch(patch: string | Uint8Array): { readonly files: FilePatch[] } | Problem {
  const text = Buffer.from(patch).toString("latin1");
  const reader: PatchLines = { lines: text.replace(/\n$/, "").split("\n"), next: 0 };
  const files: FilePatch[] = [];
  try {
    while (reader.next < reader.lines.length) {
      const line = peekLine(reader) ?? "";
      if (line.startsWith("diff --git ")) files.push(parseGitFile(reader, line));
      else if (startsPlainFile(reader)) files.push(parseBody(reader, new Map(), undefined));
      else if (line.startsWith("@@ -")) failAtLine(reader, "'--- a/...' and '+++ b/...' before a hunk");
      else reader.next++;
    }
  } catch (error) {
    if (error instanceof PatchSyntaxError) return { problem: error.message };
    throw error;
  }
  return files.length > 0 ? { files } : { problem: "expected at least one 'diff --git' part" };
}

function startsPlainFile(reader: PatchLines): boolean {
  return (
    peekLine(reader)?.startsWith("--- ") === true &&
    reader.lines[reader.next + 1]?.startsWith("+++ ") === true
  );
}

function parseGitFile(reader: PatchLines, first: string): FilePatch {
  const name = splitGitNames(first.slice("diff --git ".length));
  reader.next++;
  const header: Header = new Map();
  for (;;) {
    const line = peekLine(reader);
    const word = headerWords.find((candidate) => line?.startsWith(`${candidate} `) === true);
    if (line === undefined || word === undefined) break;
    header.set(word, line.slice(word.length + 1));
    reader.next++;
  }
  return parseBody(reader, header, name);
}

function parseBody(reader: PatchLines, header: Header, name: string | undefined): FilePatch {
  const named = startsPlainFile(reader) ? readNames(reader) : undefined;
  if (peekLine(reader)?.startsWith("Binary files ") === true)
    failAtLine(reader, "a binary patch (git diff --binary)");
  const binary =
    peekLine(reader) === "GIT binary patch"
      ? { bytes: parseBinary(reader), replaces: fullOldId(header) }
      : undefined;
  const hunks = parseHunks(reader);
  if (hunks.length > 0) checkHunkEnded(reader);
  const kind = readKind(header, named);
  const from = header.get("rename from") ?? header.get("copy from");
  const to = header.get("rename to") ?? header.get("copy to");
  return {
    kind,
    from: checkPath(reader, from === undefined ? (named?.old ?? named?.new ?? name) : unquotePath(from)),
    to: checkPath(reader, to === undefined ? (named?.new ?? named?.old ?? name) : unquotePath(to)),
    mode: readMode(reader, header),
    hunks,
    binary,
  };
}

/** git passes over such lines; they are almost always a miscounted heading. */
function checkHunkEnded(reader: PatchLines): void {
  const line = peekLine(reader) ?? "";
  if (/^(?:[ +]|-(?!- ?$))/.test(line) && !startsPlainFile(reader)) {
    failAtLine(reader, "the end of the hunk (it is longer than its heading says)");
  }
}

interface Names {
  readonly old: string | undefined;
  readonly new: string | undefined;
}

function readNames(reader: PatchLines): Names {
  const names = { old: readName(peekLine(reader) ?? ""), new: readName(reader.lines[reader.next + 1] ?? "") };
  reader.next += 2;
  return names;
}

/** The path of a `---` or `+++` line without its first folder (`a/`, `b/`); undefined for /dev/null. */
function readName(line: string): string | undefined {
  const name = unquotePath(line.slice(4).replace(/\t.*$/, ""));
  return name === "/dev/null" ? undefined : name.slice(name.indexOf("/") + 1);
}

function readKind(header: Header, named: Names | undefined): FilePatch["kind"] {
  if (header.has("rename from")) return "rename";
  if (header.has("copy from")) return "copy";
  if (header.has("new file mode") || (named !== undefined && named.old === undefined)) return "create";
  if (header.has("deleted file mode") || (named !== undefined && named.new === undefined)) return "delete";
  return "modify";
}

function readMode(reader: PatchLines, header: Header): FileMode | undefined {
  const word = header.get("new file mode") ?? header.get("new mode");
  if (word === undefined) return undefined;
  const mode = FileMode.safeParse(word);
  return mode.success ? mode.data : failAtLine(reader, `mode 100644, 100755 or 120000 above, not ${word}`);
}

function fullOldId(header: Header): string | undefined {
  return /^([0-9a-f]{40})\.\./.exec(header.get("index") ?? "")?.[1];
}

function checkPath(reader: PatchLines, path: string | undefined): string {
  const parsed = RepositoryPath.safeParse(path);
  if (!parsed.success || parsed.data.split("/").some((part) => part.toLowerCase() === ".git")) {
    failAtLine(reader, "a path inside the repository in the headers above");
  }
  return parsed.data;
}
