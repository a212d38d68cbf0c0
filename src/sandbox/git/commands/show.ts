import { quotePath } from "../../../diff/quote-path.js";
import { changePath } from "../change.js";
import { combinedText } from "../combined-diff.js";
import { readDiffOptions, type DiffOptions } from "../diff-options.js";
import type { CommitStyle } from "../commit-style.js";
import { formatCommit } from "../format-commit.js";
import { formatDate } from "../format-date.js";
import { parseLogOptions, readCommitStyle } from "../log-options.js";
import type { Commit, Tag } from "../object-types.js";
import type { Output } from "../output.js";
import type { Pathspec } from "../pathspec.js";
import type { Repository } from "../repository.js";
import { splitArguments, walkEnds } from "../revision-arguments.js";
import { changesText, prepareChanges } from "../show-changes.js";
import type { Invocation } from "../subcommand.js";
import { bytesToText } from "../text-bytes.js";
import { commitChanges, walkCommits } from "../walk-commits.js";
import { requireCommit } from "../revision.js";
import { recordText } from "./log.js";
import { usageLines } from "../usage-lines.js";

const usage = usageLines.log;

interface Showing {
  readonly repository: Repository;
  readonly output: Output;
  readonly style: CommitStyle;
  readonly shown: DiffOptions;
  readonly paths: Pathspec;
  readonly separate: () => void;
}

/** `git show`. */
export async function show({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseLogOptions(argv, usage);
  const style = await readCommitStyle(repository, options);
  const shown = readDiffOptions(options, ["patch"]);
  const { revisions, paths } = await splitArguments(repository, options);
  let any = false;
  const separate = () => {
    if (any && !style.terminator) output.line();
    any = true;
  };
  const showing: Showing = { repository, output, style, shown, paths, separate };
  if (revisions.length === 0) await showObject(showing, await requireCommit(repository, "HEAD"), "HEAD");
  for (const revision of revisions) {
    if (revision.kind === "single") await showObject(showing, revision.oids[0] ?? "", revision.text);
    else {
      for (const commit of await walkCommits(repository, await walkEnds(repository, [revision])))
        await showCommit(showing, commit);
    }
  }
  return 0;
}

async function showObject(showing: Showing, oid: string, name: string): Promise<void> {
  const { repository, output, separate } = showing;
  const object = await repository.objects.read(oid);
  switch (object.type) {
    case "commit":
      return showCommit(showing, object);
    case "blob":
      output.raw(bytesToText(object.bytes));
      return;
    case "tree":
      separate();
      output.text(`tree ${name}\n\n`);
      for (const entry of object.entries)
        output.line(`${quotePath(entry.name)}${entry.type === "tree" ? "/" : ""}`);
      return;
    case "tag":
      separate();
      output.text(tagText(object, showing));
      return showObject(showing, object.object, name);
  }
}

function tagText(tag: Tag, { repository, style }: Showing): string {
  const tagger = tag.tagger;
  const who =
    tagger === undefined
      ? ""
      : `Tagger: ${tagger.name} <${tagger.email}>\nDate:   ${formatDate(tagger, style.date, repository.now.timestamp)}\n`;
  return `tag ${tag.name}\n${who}\n${tag.message}`;
}

async function showCommit(showing: Showing, commit: Commit): Promise<void> {
  const { repository, output, style, shown, paths, separate } = showing;
  const merge = commit.parents.length > 1;
  const inFull = merge
    ? { ...shown, parts: new Set([...shown.parts].filter((part) => part !== "patch")) }
    : shown;
  const all =
    merge && !inFull.parts.has("stat")
      ? await changedByMerge(repository, commit)
      : await commitChanges(repository, commit);
  const changes = all.filter((change) => paths.matches((change.after ?? change.before)?.path ?? ""));
  if (!paths.isEmpty && changes.length === 0) return;
  if (merge && shown.parts.size > 0 && (inFull.parts.size === 0 || changes.length === 0)) {
    separate();
    output.text(formatCommit(repository, commit, style) + (style.terminator ? "\n" : ""));
    if (style.form !== "oneline") output.line();
    output.raw(await mergeText(showing, commit));
    return;
  }
  const text =
    inFull.parts.size === 0
      ? ""
      : await changesText(repository, await prepareChanges(repository, changes, inFull), inFull);
  separate();
  if (text === "" && style.form === "user" && style.pattern === "") return;
  if (text === "") output.text(formatCommit(repository, commit, style) + (style.terminator ? "\n" : ""));
  else output.raw(recordText(repository, commit, text, style, inFull));
}

/** What a merge changed against each of its parents. */
async function changedByMerge(repository: Repository, commit: Commit) {
  const others = await Promise.all(
    commit.parents.slice(1).map((parent) => commitChanges(repository, commit, parent)),
  );
  const paths = others.map((changes) => new Set(changes.map(changePath)));
  return (await commitChanges(repository, commit)).filter((change) =>
    paths.every((set) => set.has(changePath(change))),
  );
}

/** The files of a merge that follow neither parent. */
async function mergeText({ repository, paths }: Showing, commit: Commit): Promise<string> {
  const result = await repository.objects.listing(commit.oid);
  const [one = "", other = ""] = commit.parents;
  const [ours, theirs] = [await repository.objects.listing(one), await repository.objects.listing(other)];
  let text = "";
  for (const [path, entry] of result) {
    const [first, second] = [ours.get(path), theirs.get(path)];
    if (first === undefined || second === undefined || first.oid === entry.oid || second.oid === entry.oid)
      continue;
    if (paths.matches(path))
      text += await combinedText(repository, {
        path,
        parents: [first, second],
        result: entry,
        unstored: false,
      });
  }
  return text;
}
