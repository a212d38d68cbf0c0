import { isBinary } from "../../../diff/is-binary.js";
import { quotePath } from "../../../diff/quote-path.js";
import { fatal } from "../git-failure.js";
import type { Entry } from "../object-types.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import { parsePathspec, type Pathspec } from "../pathspec.js";
import { relativePath } from "../relative-path.js";
import type { Repository } from "../repository.js";
import { ambiguousArgument, resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { stagedListing } from "../index-file.js";
import { compilePattern, type TextPattern } from "../text-pattern.js";
import { trackedListing, untrackedPaths, workEntry } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

const usage = usageLines.grep;

const table: OptionTable = {
  usage,
  long: {
    ...{
      "line-number": "flag",
      "ignore-case": "flag",
      "files-with-matches": "flag",
      "name-only": "flag",
      "files-without-match": "flag",
    },
    ...{
      count: "flag",
      "word-regexp": "flag",
      "extended-regexp": "flag",
      "basic-regexp": "flag",
      "fixed-strings": "flag",
    },
    ...{
      "perl-regexp": "flag",
      regexp: "value",
      "invert-match": "flag",
      "only-matching": "flag",
      quiet: "flag",
      H: "flag",
    },
    ...{
      h: "flag",
      "full-name": "flag",
      cached: "flag",
      untracked: "flag",
      context: "value",
      "after-context": "value",
    },
    ...{
      "before-context": "value",
      color: "optional",
      "max-depth": "value",
      and: "flag",
      or: "flag",
      text: "flag",
      I: "flag",
    },
    ...{ heading: "flag", break: "flag", column: "flag", "max-count": "value" },
  },
  short: {
    ...{
      n: "line-number",
      i: "ignore-case",
      y: "ignore-case",
      l: "files-with-matches",
      L: "files-without-match",
      c: "count",
    },
    ...{
      w: "word-regexp",
      E: "extended-regexp",
      G: "basic-regexp",
      F: "fixed-strings",
      P: "perl-regexp",
      e: "regexp",
    },
    ...{
      v: "invert-match",
      o: "only-matching",
      q: "quiet",
      H: "H",
      h: "h",
      C: "context",
      A: "after-context",
      B: "before-context",
      a: "text",
      I: "I",
      m: "max-count",
    },
  },
};

/** `git grep`. */
export async function grep({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, table);
  const words = [...options.words];
  const patterns = [...options.all("regexp")];
  if (patterns.length === 0) {
    const first = words.shift();
    if (first === undefined) throw fatal("no pattern given");
    patterns.push(first);
  }
  const pattern = compilePattern(
    patterns.flatMap((text) => text.split("\n")),
    {
      kind: options.has("fixed-strings")
        ? "fixed"
        : options.has("perl-regexp")
          ? "perl"
          : options.has("extended-regexp")
            ? "extended"
            : "basic",
      ignoreCase: options.has("ignore-case"),
      wholeWords: options.has("word-regexp"),
    },
  );
  const { revisions, paths } = await splitWords(repository, words, options.paths);
  let found = false;
  for (const source of await listSources(repository, revisions, options)) {
    for (const [path, entry] of source.files) {
      if (!paths.matches(path) || entry.mode === "120000") continue;
      const bytes = await repository.objects.blob(entry.oid);
      const shown = options.has("full-name") ? path : relativePath(path, repository.prefix);
      const name = `${source.name}${quotePath(shown)}`;
      if (searchFile(bytes, name, pattern, options, output)) found = true;
    }
  }
  return found ? 0 : 1;
}

async function splitWords(
  repository: Repository,
  words: readonly string[],
  after: readonly string[] | undefined,
) {
  const revisions: string[] = [];
  const rest = [...words];
  for (let word = rest[0]; word !== undefined; word = rest[0]) {
    if ((await resolveRevision(repository, word)) === undefined) break;
    revisions.push(word);
    rest.shift();
  }
  const paths = [...rest, ...(after ?? [])];
  for (const word of rest) {
    const there = repository.machine.files.linkStat(`${repository.machine.cwd}/${word}`) !== undefined;
    if (after !== undefined) throw fatal(`unable to resolve revision: ${word}`);
    if (there || /[*?[:]/.test(word)) continue;
    throw ambiguousArgument(word);
  }
  const scope: Pathspec = parsePathspec(
    paths.length === 0 && repository.prefix !== "" ? ["."] : paths,
    repository,
  );
  return { revisions, paths: scope };
}

interface Source {
  readonly name: string;
  readonly files: Iterable<readonly [string, Entry]>;
}

async function listSources(
  repository: Repository,
  revisions: readonly string[],
  options: ParsedOptions,
): Promise<Source[]> {
  const index = repository.readIndex();
  if (revisions.length === 0) {
    if (options.has("cached")) return [{ name: "", files: stagedListing(index) }];
    const files = new Map(trackedListing(repository, [...index.entries.keys(), ...index.conflicts.keys()]));
    if (options.has("untracked")) {
      for (const path of (await untrackedPaths(repository, index)).plain) {
        const entry = workEntry(repository, path);
        if (entry !== undefined) files.set(path, entry);
      }
    }
    return [{ name: "", files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)) }];
  }
  const sources: Source[] = [];
  for (const name of revisions) {
    const oid = (await resolveRevision(repository, name)) ?? "";
    sources.push({ name: `${name}:`, files: await repository.objects.listing(oid) });
  }
  return sources;
}

/** Prints what one file holds of the pattern; tells whether it holds any. */
function searchFile(
  bytes: Uint8Array,
  name: string,
  pattern: TextPattern,
  options: ParsedOptions,
  output: Invocation["output"],
): boolean {
  const text = Buffer.from(bytes).toString("utf8");
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const invert = options.has("invert-match");
  const hits = lines.flatMap((line, number) => (pattern.matches(line) === invert ? [] : [number]));
  const listing = options.has("files-with-matches") || options.has("name-only");
  if (options.has("files-without-match")) {
    if (hits.length === 0) output.line(name);
    return hits.length === 0;
  }
  if (hits.length === 0) return false;
  if (options.has("quiet")) return true;
  if (listing) output.line(name);
  else if (options.has("count"))
    output.line(options.has("h") ? String(hits.length) : `${name}:${hits.length}`);
  else if (isBinary(bytes) && !options.has("text")) {
    if (options.has("I")) return false;
    output.line(`Binary file ${name} matches`);
  } else printLines(lines, hits, name, pattern, options, output);
  return true;
}

function printLines(
  lines: readonly string[],
  hits: readonly number[],
  name: string,
  pattern: TextPattern,
  options: ParsedOptions,
  output: Invocation["output"],
): void {
  const around = Number(options.value("context") ?? 0);
  const before = Number(options.value("before-context") ?? around);
  const after = Number(options.value("after-context") ?? around);
  const matching = new Set(hits);
  const start = (number: number, mark: string) =>
    `${options.has("h") ? "" : `${name}${mark}`}${options.has("line-number") ? `${number + 1}${mark}` : ""}`;
  let last = -1;
  for (const hit of hits) {
    if (options.has("only-matching")) {
      for (const [from, to] of pattern.ranges(lines[hit] ?? ""))
        if (to > from) output.line(`${start(hit, ":")}${(lines[hit] ?? "").slice(from, to)}`);
      continue;
    }
    const first = Math.max(last + 1, hit - before);
    if (before + after > 0 && last >= 0 && first > last + 1) output.line("--");
    for (let number = first; number <= Math.min(lines.length - 1, hit + after); number++) {
      if (number > hit && matching.has(number)) break;
      output.line(`${start(number, matching.has(number) ? ":" : "-")}${lines[number] ?? ""}`);
      last = number;
    }
  }
}
