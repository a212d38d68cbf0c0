import { givenMessage, readMessage } from "../commit-message-source.js";
import { subjectOf } from "../commit-message.js";
import { commitReport } from "../commit-report.js";
import { fatal, GitFailure } from "../git-failure.js";
import { plainEntry, stagedListing, type Index } from "../index-file.js";
import type { Commit, Signature } from "../object-types.js";
import { parseDate } from "../parse-date.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import type { Repository } from "../repository.js";
import { requireCommit } from "../revision.js";
import { requirePaths, stageWorkTree } from "../stage-files.js";
import { readStatus } from "../status-data.js";
import { longStatus } from "../status-text.js";
import type { Invocation } from "../subcommand.js";
import { usageLines } from "../usage-lines.js";

const table: OptionTable = {
  usage: usageLines.commit,
  long: {
    ...{
      message: "value",
      all: "flag",
      amend: "flag",
      edit: "flag",
      "no-edit": "flag",
      "allow-empty": "flag",
      file: "value",
    },
    ...{
      author: "value",
      date: "value",
      quiet: "flag",
      verbose: "flag",
      signoff: "flag",
      "reuse-message": "value",
      only: "flag",
    },
    ...{
      include: "flag",
      "allow-empty-message": "flag",
      "reset-author": "flag",
      "dry-run": "flag",
      verify: "flag",
      cleanup: "value",
    },
    ...{
      patch: "flag",
      "gpg-sign": "optional",
      trailer: "value",
      fixup: "value",
      status: "flag",
      short: "flag",
      porcelain: "flag",
    },
  },
  short: {
    ...{
      m: "message",
      a: "all",
      e: "edit",
      F: "file",
      q: "quiet",
      v: "verbose",
      s: "signoff",
      C: "reuse-message",
      o: "only",
    },
    ...{ i: "include", n: "verify", p: "patch", S: "gpg-sign" },
  },
};

/** `git commit`. */
export async function commit(invocation: Invocation): Promise<number> {
  const { repository, argv, output } = invocation;
  const options = parseOptions(argv, table);
  const words = [...options.words, ...(options.paths ?? [])];
  if (options.has("all") && words.length > 0)
    throw fatal(`paths '${words[0] ?? ""} ...' with -a does not make sense`);
  const head = repository.head;
  if (options.has("amend") && head === undefined) throw fatal("You have nothing yet to amend.");
  const index = repository.readIndex();
  if (options.has("all")) await stageWorkTree(repository, index, { matches: () => true, added: false });
  refuseConflicts(index, output);
  const chosen =
    words.length === 0 ? index : await onlyThese(repository, index, words, options.has("include"));
  const amended =
    options.has("amend") && head !== undefined ? await repository.objects.commit(head) : undefined;
  const merging = repository.references.readText("MERGE_HEAD")?.trim();
  await givenMessage(repository, options);
  if (amended !== undefined && !options.has("allow-empty"))
    await refuseEmptyAmend(repository, chosen, amended, output);
  if (
    !(await hasChanges(repository, chosen, amended)) &&
    !options.has("allow-empty") &&
    merging === undefined &&
    amended === undefined
  ) {
    repository.writeIndex(index);
    const data = await readStatus(repository, { untracked: "normal", index: chosen });
    output.text(await longStatus(repository, data, "normal", true));
    return 1;
  }
  const picked = repository.references.readText("CHERRY_PICK_HEAD")?.trim();
  const prior =
    amended?.message ??
    (merging === undefined && picked === undefined
      ? fixup(options)
      : repository.references.readText("MERGE_MSG"));
  const message = await readMessage(repository, options, prior);
  const source = await authorSource(repository, options, amended, picked);
  const author = readAuthor(repository, options, source);
  const parents = amended?.parents ?? [head, merging].filter((oid) => oid !== undefined);
  if (options.has("dry-run")) return 0;
  const made = await storeCommit(repository, chosen, { parents, author, message });
  repository.writeIndex(index);
  const kind =
    amended !== undefined
      ? " (amend)"
      : head === undefined
        ? " (initial)"
        : merging === undefined
          ? ""
          : " (merge)";
  const action = picked !== undefined && amended === undefined ? "commit (cherry-pick)" : `commit${kind}`;
  recordCommit(repository, made, `${action}: ${subjectOf(message)}`);
  if (!options.has("quiet"))
    output.text(await commitReport(repository, made, source !== undefined || options.has("date")));
  return 0;
}

function fixup(options: ParsedOptions): string | undefined {
  return options.value("fixup") === undefined ? undefined : `fixup! ${options.value("fixup") ?? ""}\n`;
}

/** Refuses to amend a commit into one that changes nothing. */
async function refuseEmptyAmend(
  repository: Repository,
  index: Index,
  amended: Commit,
  output: Invocation["output"],
): Promise<void> {
  const [parent, second] = amended.parents;
  if (parent === undefined || second !== undefined) return;
  if (await hasChanges(repository, index, await repository.objects.commit(parent))) return;
  output.text(`On branch ${repository.references.branch ?? "HEAD"}\nNo changes\n`);
  throw new GitFailure(
    1,
    "You asked to amend the most recent commit, but doing so would make\nit empty. You can repeat your command with --allow-empty, or you can\n" +
      'remove the commit entirely with "git reset HEAD^".',
  );
}

function refuseConflicts(index: Index, output: Invocation["output"]): void {
  if (index.conflicts.size === 0) return;
  for (const path of index.conflicts.keys()) output.line(`U\t${path}`);
  throw new GitFailure(
    128,
    "error: Committing is not possible because you have unmerged files.\n" +
      "hint: Fix them up in the work tree, and then use 'git add/rm <file>'\n" +
      "hint: as appropriate to mark resolution and make a commit.\n" +
      "fatal: Exiting because of an unresolved conflict.",
  );
}

/** The index to commit when paths are named: HEAD's files with only these paths as they are now. */
async function onlyThese(
  repository: Repository,
  index: Index,
  words: readonly string[],
  include: boolean,
): Promise<Index> {
  const paths = parsePathspec(words, repository);
  requirePaths(paths, [...index.entries.keys()], 1);
  await stageWorkTree(repository, index, { matches: (path) => paths.matches(path), added: false });
  if (include) return index;
  const listing = new Map([...(await repository.headListing())].filter(([path]) => !paths.matches(path)));
  const entries = new Map([...listing].map(([path, entry]) => [path, plainEntry(path, entry)]));
  for (const [path, entry] of index.entries) if (paths.matches(path)) entries.set(path, entry);
  return { entries, conflicts: new Map() };
}

async function hasChanges(
  repository: Repository,
  index: Index,
  amended: Commit | undefined,
): Promise<boolean> {
  const listing =
    amended === undefined ? await repository.headListing() : await repository.objects.listing(amended.oid);
  const staged = stagedListing(index);
  if (listing.size !== staged.size) return true;
  return [...staged].some(
    ([path, entry]) => listing.get(path)?.oid !== entry.oid || listing.get(path)?.mode !== entry.mode,
  );
}

/** The commit whose author a new one takes over. */
async function authorSource(
  repository: Repository,
  options: ParsedOptions,
  amended: Commit | undefined,
  picked: string | undefined,
): Promise<Commit | undefined> {
  if (options.has("reset-author")) return undefined;
  const reused = options.value("reuse-message");
  if (reused !== undefined) return repository.objects.commit(await requireCommit(repository, reused));
  if (amended !== undefined) return amended;
  return picked === undefined ? undefined : repository.objects.commit(picked);
}

function readAuthor(repository: Repository, options: ParsedOptions, source: Commit | undefined): Signature {
  let author = source?.author ?? repository.identity("author");
  const given = options.value("author");
  if (given !== undefined) {
    const match = /^\s*(.*?)\s*<([^>]*)>/.exec(given);
    if (match === null)
      throw fatal(`--author '${given}' is not 'Name <email>' and matches no existing author`);
    author = { ...author, name: match[1] ?? "", email: match[2] ?? "" };
  }
  const date = options.value("date");
  if (date === undefined) return author;
  const moment = date === "now" ? repository.now : parseDate(date, repository.now);
  if (moment === undefined) throw fatal(`invalid date format: ${date}`);
  return { ...author, ...moment };
}

/** Writes the trees and the commit of an index. */
export async function storeCommit(
  repository: Repository,
  index: Index,
  facts: { parents: readonly string[]; author: Signature; message: string },
): Promise<Commit> {
  const tree = await repository.objects.writeListing(stagedListing(index));
  const committer = repository.identity("committer");
  const oid = await repository.objects.writeCommit({ tree, committer, ...facts });
  return repository.objects.commit(oid);
}

/** Moves the branch on to a new commit and ends what was under way. */
export function recordCommit(repository: Repository, made: Commit, message: string): void {
  const { references } = repository;
  references.write("HEAD", made.oid, made.committer, message);
  references.writeText("COMMIT_EDITMSG", made.message);
  for (const file of ["MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
    references.removeText(file);
}
