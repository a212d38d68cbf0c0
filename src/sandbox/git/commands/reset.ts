import { quotePath } from "../../../diff/quote-path.js";
import { changeLetter, changePath, compareListings } from "../change.js";
import { subjectOf } from "../commit-message.js";
import { fatal } from "../git-failure.js";
import { plainEntry, stagedListing } from "../index-file.js";
import { forceTree, sameEntry } from "../move-tree.js";
import type { Listing } from "../object-types.js";
import { parseOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import type { Repository } from "../repository.js";
import { ambiguousArgument, resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { stagedEntry, trackedListing, workEntry } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

/** `git reset`. */
export async function reset({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage: usageLines.reset,
    long: {
      mixed: "flag",
      soft: "flag",
      hard: "flag",
      merge: "flag",
      keep: "flag",
      quiet: "flag",
      patch: "flag",
      refresh: "flag",
      "intent-to-add": "flag",
    },
    short: { q: "quiet", p: "patch", N: "intent-to-add" },
  });
  const { revision, words } = await splitWords(repository, options.words, options.paths);
  const oid = await resolveRevision(repository, revision);
  const quiet = options.has("quiet");
  const mode = (["soft", "hard", "merge", "keep"] as const).find((name) => options.has(name)) ?? "mixed";
  if (words.length > 0 || options.paths !== undefined) {
    if (mode !== "mixed" || options.has("mixed")) {
      if (mode === "mixed")
        output.error("warning: --mixed with paths is deprecated; use 'git reset -- <paths>' instead.");
      else throw fatal(`Cannot do ${mode} reset with paths.`);
    }
    const listing = oid === undefined ? new Map() : await repository.objects.listing(oid);
    resetPaths(repository, words, listing);
    if (!quiet) showUnstaged(repository, output);
    return 0;
  }
  if (oid === undefined) {
    if (repository.head === undefined && revision === "HEAD") return 0;
    throw ambiguousArgument(revision);
  }
  const commit = await repository.objects.commit(oid);
  const listing = await repository.objects.listing(commit.oid);
  if (mode === "hard" || mode === "merge" || mode === "keep") await forceTree(repository, listing);
  if (mode === "mixed") resetPaths(repository, [], listing);
  moveBranch(repository, commit.oid, revision);
  if (mode === "hard" && !quiet)
    output.line(`HEAD is now at ${repository.abbreviate(commit.oid)} ${subjectOf(commit.message)}`);
  if (mode === "mixed" && !quiet) showUnstaged(repository, output);
  return 0;
}

async function splitWords(
  repository: Repository,
  words: readonly string[],
  paths: readonly string[] | undefined,
) {
  const [first, ...rest] = words;
  if (first === undefined) return { revision: "HEAD", words: paths ?? [] };
  if ((await resolveRevision(repository, first)) !== undefined)
    return { revision: first, words: [...rest, ...(paths ?? [])] };
  if (paths !== undefined) throw fatal(`Failed to resolve '${first}' as a valid revision.`);
  const index = repository.readIndex();
  const known = [
    ...index.entries.keys(),
    ...index.conflicts.keys(),
    ...(await repository.headListing()).keys(),
  ];
  const there = repository.machine.files.linkStat(`${repository.machine.cwd}/${first}`) !== undefined;
  if (!there && parsePathspec([first], repository).unmatched(known).length > 0)
    throw ambiguousArgument(first);
  if (!there && !/[*?[]/.test(first)) throw ambiguousArgument(first);
  return { revision: "HEAD", words };
}

/** Makes the index hold a commit's files at these paths (all of them for none). */
function resetPaths(repository: Repository, words: readonly string[], listing: Listing): void {
  const paths = parsePathspec(words, repository);
  const index = repository.readIndex();
  for (const path of [...index.entries.keys(), ...index.conflicts.keys()]) {
    if (!paths.matches(path)) continue;
    index.conflicts.delete(path);
    if (!listing.has(path)) index.entries.delete(path);
  }
  for (const [path, entry] of listing) {
    if (
      !paths.matches(path) ||
      (sameEntry(index.entries.get(path), entry) && index.entries.get(path)?.intentToAdd === false)
    )
      continue;
    const inPlace = sameEntry(workEntry(repository, path), entry);
    index.entries.set(path, inPlace ? stagedEntry(repository, path, entry) : plainEntry(path, entry));
  }
  repository.writeIndex(index);
}

function moveBranch(repository: Repository, oid: string, written: string): void {
  const { references } = repository;
  const before = repository.head;
  if (before !== undefined) references.writeText("ORIG_HEAD", `${before}\n`);
  references.write("HEAD", oid, repository.identity("committer"), `reset: moving to ${written}`);
  for (const file of ["MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
    references.removeText(file);
}

function showUnstaged(repository: Repository, output: Invocation["output"]): void {
  const index = repository.readIndex();
  const changes = compareListings(stagedListing(index), trackedListing(repository, index.entries.keys()));
  if (changes.length === 0) return;
  output.line("Unstaged changes after reset:");
  for (const change of changes) output.line(`${changeLetter(change)}\t${quotePath(changePath(change))}`);
}
