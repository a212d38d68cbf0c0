import type { Change } from "../change.js";
import { readDiffOptions, type DiffOptions } from "../diff-options.js";
import type { CommitStyle } from "../commit-style.js";
import { formatCommit } from "../format-commit.js";
import { fatal } from "../git-failure.js";
import { graphPrefixes, type DrawnCommit } from "../graph.js";
import { parseLogOptions, readCommitStyle } from "../log-options.js";
import type { Commit } from "../object-types.js";
import type { ParsedOptions } from "../parse-options.js";
import { readCommitFilter } from "../commit-filter.js";
import type { Pathspec } from "../pathspec.js";
import type { Repository } from "../repository.js";
import { splitArguments, walkEnds, type RevisionWord } from "../revision-arguments.js";
import { changesText, prepareChanges } from "../show-changes.js";
import type { Invocation } from "../subcommand.js";
import { packText } from "../text-bytes.js";
import { ancestors, commitChanges, walkCommits } from "../walk-commits.js";
import { showReflog } from "./reflog.js";
import { usageLines } from "../usage-lines.js";

const usage = usageLines.log;

/** `git log`. */
export async function log({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseLogOptions(argv, usage);
  const style = await readCommitStyle(repository, options);
  const shown = readDiffOptions(options, []);
  const { revisions, paths } = await splitArguments(repository, options);
  if (options.has("walk-reflogs"))
    return showReflog({ repository, output, style, options, name: revisions[0]?.text ?? "HEAD" });
  const { include, exclude } = await walkEnds(repository, revisions);
  include.push(...namedTips(repository, options));
  if (include.length === 0) {
    if (revisions.length > 0 && exclude.length > 0 && revisions.some(({ kind }) => kind === "range"))
      return 0;
    if (repository.head === undefined) {
      throw fatal(
        `your current branch '${repository.references.branch ?? "HEAD"}' does not have any commits yet`,
      );
    }
    include.push(repository.head);
  }
  const follow = options.has("follow") ? followedPath(paths) : undefined;
  const commits = await walkCommits(repository, {
    include,
    exclude,
    firstParent: options.has("first-parent"),
    topological: options.has("graph") || options.has("topo-order"),
    paths: paths.isEmpty ? undefined : (path) => paths.matches(path),
    follow,
  });
  const kept = commits.filter(readCommitFilter(repository, options));
  const selection = { commits: kept, paths, follow, shown, style };
  const found = await selectRecords(repository, selection, options);
  const records = options.has("left-right") ? await markSides(repository, found, revisions) : found;
  if (options.has("count")) output.line(String(records.length));
  else {
    const drawn = options.has("graph") ? await drawnCommits(repository, records, kept) : undefined;
    output.raw(joinRecords(repository, records, style, shown, drawn));
  }
  return 0;
}

function followedPath(paths: Pathspec): string {
  const [only, ...more] = paths.elements;
  if (only === undefined || more.length > 0) throw fatal("--follow requires exactly one pathspec");
  return only.pattern;
}

function namedTips(repository: Repository, options: ParsedOptions): string[] {
  const { references } = repository;
  const tips: string[] = [];
  const folders = [
    ["branches", "refs/heads/"],
    ["tags", "refs/tags/"],
    ["remotes", "refs/remotes/"],
    ["all", "refs/"],
  ] as const;
  for (const [name, folder] of folders) if (options.has(name)) tips.push(...references.list(folder).values());
  if (options.has("all") && repository.head !== undefined) tips.push(repository.head);
  return tips;
}

/** The records with their nearest ancestors among the commits that would be shown without a limit. */
async function drawnCommits(
  repository: Repository,
  records: readonly LogRecord[],
  kept: readonly Commit[],
): Promise<DrawnCommit[]> {
  const wanted = new Set(kept.map(({ oid }) => oid));
  const nearest = async (start: string): Promise<string | undefined> => {
    let oid: string | undefined = start;
    while (oid !== undefined && !wanted.has(oid)) oid = (await repository.objects.commit(oid)).parents[0];
    return oid;
  };
  const drawn: DrawnCommit[] = [];
  for (const { commit } of records) {
    const parents = await Promise.all(commit.parents.map(nearest));
    drawn.push({ oid: commit.oid, parents: parents.filter((oid) => oid !== undefined) });
  }
  return drawn;
}

/** A commit to print, the text of its changes, and the side of a symmetric range that it is on. */
interface LogRecord {
  readonly commit: Commit;
  readonly text: string;
  readonly mark?: string;
}

/** Marks commits of `A...B` with the side they are on. */
async function markSides(
  repository: Repository,
  records: readonly LogRecord[],
  revisions: readonly RevisionWord[],
): Promise<LogRecord[]> {
  const lefts = revisions.flatMap(({ kind, oids }) => (kind === "symmetric" ? oids.slice(0, 1) : []));
  const left = await ancestors(repository, lefts);
  return records.map((record) => ({ ...record, mark: left.has(record.commit.oid) ? "<" : ">" }));
}

interface Selection {
  readonly commits: readonly Commit[];
  readonly paths: Pathspec;
  readonly follow: string | undefined;
  readonly shown: DiffOptions;
  readonly style: CommitStyle;
}

/** The commits to print, after the limits and the filters that look at changes. */
async function selectRecords(
  repository: Repository,
  selection: Selection,
  options: ParsedOptions,
): Promise<LogRecord[]> {
  const { shown } = selection;
  const most = options.value("max-count");
  const limit = most === undefined ? Infinity : readCount(most);
  const skip = Number(options.value("skip") ?? 0);
  const filtered = shown.pickaxe !== undefined || shown.filter !== undefined;
  const records: LogRecord[] = [];
  let { follow } = selection;
  let skipped = 0;
  for (const commit of selection.commits) {
    if (records.length >= limit) break;
    if (skipped < skip) {
      skipped++;
      continue;
    }
    const wanted = followMatcher(selection, follow);
    const changes =
      shown.parts.size > 0 || filtered || follow !== undefined
        ? await loggedChanges(repository, commit, shown, wanted, follow)
        : [];
    if (follow !== undefined)
      follow = changes.find((change) => change.after?.path === follow)?.before?.path ?? follow;
    if (filtered && changes.length === 0) continue;
    records.push({ commit, text: shown.parts.size > 0 ? await changesText(repository, changes, shown) : "" });
  }
  return options.has("walk-reversed") ? records.reverse() : records;
}

function readCount(text: string): number {
  if (!/^-?\d+$/.test(text)) throw fatal(`'${text}': not an integer`);
  return Number(text) < 0 ? Infinity : Number(text);
}

function followMatcher({ paths }: Selection, follow: string | undefined): (path: string) => boolean {
  return follow === undefined ? (path) => paths.matches(path) : (path) => path === follow;
}

async function loggedChanges(
  repository: Repository,
  commit: Commit,
  shown: DiffOptions,
  wanted: (path: string) => boolean,
  follow: string | undefined,
): Promise<Change[]> {
  if (commit.parents.length > 1) return [];
  const all = await commitChanges(repository, commit);
  if (follow === undefined) {
    const limited = all.filter((change) => wanted((change.after ?? change.before)?.path ?? ""));
    return prepareChanges(repository, limited, shown);
  }
  return (await prepareChanges(repository, all, shown)).filter((change) =>
    wanted((change.after ?? change.before)?.path ?? ""),
  );
}

/** The records as text, with git's separators. */
function joinRecords(
  repository: Repository,
  records: readonly LogRecord[],
  style: CommitStyle,
  shown: DiffOptions,
  drawn: readonly DrawnCommit[] | undefined,
): string {
  const prefixes = drawn === undefined ? undefined : graphPrefixes(drawn);
  let text = "";
  for (const [number, { commit, text: changes, mark }] of records.entries()) {
    const separator = number > 0 && !style.terminator ? "\n" : "";
    const record = recordText(repository, commit, changes, style, shown, mark);
    const prefix = prefixes?.[number];
    text += prefix === undefined ? separator + record : prefix(record, separator !== "");
  }
  return text;
}

/** One record: the commit, then its changes. */
export function recordText(
  repository: Repository,
  commit: Commit,
  changes: string,
  style: CommitStyle,
  shown: DiffOptions,
  mark?: string,
): string {
  const isEmpty = style.form === "user" && style.pattern === "";
  let text = packText(formatCommit(repository, commit, style, mark === undefined ? {} : { mark }));
  if (style.terminator && !isEmpty) text += "\n";
  if (changes === "") return text;
  if (style.form !== "oneline" && !isEmpty) {
    text += shown.parts.has("stat") && shown.parts.has("patch") ? "---\n" : "\n";
  }
  return text + changes;
}
