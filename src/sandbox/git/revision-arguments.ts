import { resolvePath } from "../machine-path.js";
import { fatal } from "./git-failure.js";
import { isGlob } from "./match-glob.js";
import type { ParsedOptions } from "./parse-options.js";
import { parsePathspec, type Pathspec } from "./pathspec.js";
import type { Repository } from "./repository.js";
import { ambiguousArgument, resolveRevision } from "./revision.js";
import { mergeBases } from "./walk-commits.js";

/** One revision word. */
export interface RevisionWord {
  readonly text: string;
  readonly kind: "single" | "not" | "range" | "symmetric";
  /** The commits (or other objects) it names: one, or the two ends of a range. */
  readonly oids: readonly string[];
}

/** Reads `A`, `^A`, `A..B`, `A...B`, `A^!`, `A^@`; undefined if it is none of them. */
export async function readRevision(repository: Repository, text: string): Promise<RevisionWord | undefined> {
  const range = /^(.*?)(\.\.\.?)(.*)$/.exec(text);
  if (range !== null && !text.startsWith("../") && text !== "..") {
    const from = await resolveRevision(repository, range[1] === "" ? "HEAD" : (range[1] ?? ""));
    const to = await resolveRevision(repository, range[3] === "" ? "HEAD" : (range[3] ?? ""));
    if (from === undefined || to === undefined) return undefined;
    return { text, kind: range[2] === "..." ? "symmetric" : "range", oids: [from, to] };
  }
  const negative = text.startsWith("^") ? text.slice(1) : undefined;
  const oid = await resolveRevision(repository, negative ?? text);
  if (oid !== undefined) return { text, kind: negative === undefined ? "single" : "not", oids: [oid] };
  if (text.endsWith("^!")) {
    const commit = await resolveRevision(repository, text.slice(0, -2));
    const parent = await resolveRevision(repository, `${text.slice(0, -2)}^`);
    if (commit !== undefined)
      return parent === undefined
        ? { text, kind: "single", oids: [commit] }
        : { text, kind: "range", oids: [parent, commit] };
  }
  return undefined;
}

/** Splits a command's words into revisions and paths, with git's complaints about words that could be either or neither. */
export async function splitArguments(
  repository: Repository,
  options: Pick<ParsedOptions, "words" | "paths">,
): Promise<{ revisions: RevisionWord[]; paths: Pathspec }> {
  const revisions: RevisionWord[] = [];
  const words = [...options.words];
  const separated = options.paths !== undefined;
  for (let word = words[0]; word !== undefined; word = words[0]) {
    const revision = await readRevision(repository, word);
    if (revision === undefined) {
      if (separated) throw fatal(`bad revision '${word}'`);
      break;
    }
    if (!separated && word !== "HEAD" && isWorkPath(repository, word)) {
      throw fatal(
        `ambiguous argument '${word}': both revision and filename\n` +
          "Use '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'",
      );
    }
    revisions.push(revision);
    words.shift();
  }
  for (const word of words) {
    if (isWorkPath(repository, word) || isGlob(word) || word.startsWith(":(") || /^:[!^/]/.test(word))
      continue;
    if (revisions.length + words.length > 0) throw await missingPath(repository, word);
  }
  return { revisions, paths: parsePathspec([...words, ...(options.paths ?? [])], repository) };
}

async function missingPath(repository: Repository, word: string) {
  const colon = word.indexOf(":");
  if (colon <= 0) return ambiguousArgument(word);
  const revision = word.slice(0, colon);
  const path = word.slice(colon + 1);
  if ((await resolveRevision(repository, revision)) === undefined)
    return fatal(`invalid object name '${revision}'.`);
  const onDisk = repository.machine.files.linkStat(`${repository.root}/${path}`) !== undefined;
  return fatal(
    onDisk
      ? `path '${path}' exists on disk, but not in '${revision}'`
      : `path '${path}' does not exist in '${revision}'`,
  );
}

function isWorkPath(repository: Repository, word: string): boolean {
  const path = resolvePath(repository.machine.cwd, word);
  return repository.machine.files.linkStat(path) !== undefined;
}

/** What a list of revision words includes and leaves out. */
export async function walkEnds(repository: Repository, revisions: readonly RevisionWord[]) {
  const include: string[] = [];
  const exclude: string[] = [];
  for (const { kind, oids } of revisions) {
    const commits = await Promise.all(oids.map(async (oid) => (await repository.objects.commit(oid)).oid));
    const [first = "", second = first] = commits;
    if (kind === "single") include.push(first);
    else if (kind === "not") exclude.push(first);
    else if (kind === "range") {
      exclude.push(first);
      include.push(second);
    } else {
      include.push(first, second);
      exclude.push(...(await mergeBases(repository, first, second)));
    }
  }
  return { include, exclude };
}
