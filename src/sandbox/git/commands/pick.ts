import { editedMessage } from "../commit-message-source.js";
import { subjectOf } from "../commit-message.js";
import { commitReport } from "../commit-report.js";
import { fatal, GitFailure } from "../git-failure.js";
import { stagedListing } from "../index-file.js";
import { mergeListings } from "../merge-listings.js";
import { forceTree, sameEntry } from "../move-tree.js";
import { emptyTree, type Commit } from "../object-types.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { readRevision, walkEnds } from "../revision-arguments.js";
import type { Invocation } from "../subcommand.js";
import { walkCommits } from "../walk-commits.js";
import { readStatus } from "../status-data.js";
import { longStatus } from "../status-text.js";
import { recordCommit, storeCommit } from "./commit.js";
import { placeMerge } from "./merge.js";
import { usageLines } from "../usage-lines.js";

type Kind = "cherry-pick" | "revert";

const long: OptionTable["long"] = {
  ...{
    "no-commit": "flag",
    edit: "flag",
    "no-edit": "flag",
    x: "flag",
    signoff: "flag",
    abort: "flag",
    continue: "flag",
    skip: "flag",
  },
  ...{
    quit: "flag",
    mainline: "value",
    "allow-empty": "flag",
    strategy: "value",
    "strategy-option": "value",
  },
};
const short = { n: "no-commit", e: "edit", x: "x", s: "signoff", m: "mainline", X: "strategy-option" };

/** `git cherry-pick`. */
export async function cherryPick(invocation: Invocation): Promise<number> {
  return pickAll(invocation, "cherry-pick");
}

/** `git revert`. */
export async function revert(invocation: Invocation): Promise<number> {
  return pickAll(invocation, "revert");
}

async function pickAll(invocation: Invocation, kind: Kind): Promise<number> {
  const { repository, argv } = invocation;
  const usage = usageLines[kind];
  const options = parseOptions(argv, { usage, long, short });
  if (["abort", "skip", "quit"].some((name) => options.has(name))) return stop(repository, kind);
  if (options.has("continue")) return goOn(invocation, kind);
  if (options.words.length === 0) throw new GitFailure(129, `usage: ${usage}\n`);
  for (const word of options.words) {
    const revision = await readRevision(repository, word);
    if (revision === undefined) throw fatal(`bad revision '${word}'`);
    const oids =
      revision.kind === "single"
        ? revision.oids
        : (await walkCommits(repository, await walkEnds(repository, [revision])))
            .map(({ oid }) => oid)
            .reverse();
    for (const oid of oids) {
      const code = await pickOne(invocation, kind, await repository.objects.commit(oid), options);
      if (code !== 0) return code;
    }
  }
  return 0;
}

const stateFile = (kind: Kind) => (kind === "revert" ? "REVERT_HEAD" : "CHERRY_PICK_HEAD");

async function stop(repository: Repository, kind: Kind): Promise<number> {
  if (repository.references.readText(stateFile(kind)) === undefined) {
    throw new GitFailure(128, `error: no cherry-pick or revert in progress\nfatal: ${kind} failed`);
  }
  await forceTree(repository, await repository.headListing());
  for (const file of [stateFile(kind), "MERGE_MSG"]) repository.references.removeText(file);
  return 0;
}

async function goOn({ repository, output }: Invocation, kind: Kind): Promise<number> {
  const { references } = repository;
  const oid = references.readText(stateFile(kind))?.trim();
  if (oid === undefined)
    throw new GitFailure(128, `error: no cherry-pick or revert in progress\nfatal: ${kind} failed`);
  const index = repository.readIndex();
  if (index.conflicts.size > 0)
    throw new GitFailure(
      128,
      `error: Committing is not possible because you have unmerged files.\nfatal: ${kind} failed`,
    );
  const source = await repository.objects.commit(oid);
  const message = editedMessage(repository, references.readText("MERGE_MSG") ?? source.message, "message");
  const author = kind === "revert" ? repository.identity("author") : source.author;
  const made = await storeCommit(repository, index, { parents: [repository.head ?? ""], author, message });
  recordCommit(repository, made, `commit (${kind}): ${subjectOf(message)}`);
  output.text(await commitReport(repository, made, kind === "cherry-pick"));
  return 0;
}

async function pickOne(
  { repository, output }: Invocation,
  kind: Kind,
  commit: Commit,
  options: ParsedOptions,
): Promise<number> {
  const mainline = Number(options.value("mainline") ?? 0);
  if (commit.parents.length > 1 && mainline === 0) {
    throw new GitFailure(
      128,
      `error: commit ${commit.oid} is a merge but no -m option was given.\nfatal: ${kind} failed`,
    );
  }
  const index = repository.readIndex();
  const ours = stagedListing(index);
  await refuseDirty(repository, kind, options, ours);
  const parent = await repository.objects.listing(commit.parents[Math.max(0, mainline - 1)] ?? emptyTree);
  const own = await repository.objects.listing(commit.oid);
  const label = `${repository.abbreviate(commit.oid)} (${subjectOf(commit.message)})`;
  const [base, theirs] = kind === "revert" ? [own, parent] : [parent, own];
  const labels = { ours: "HEAD", theirs: kind === "revert" ? `parent of ${label}` : label };
  const result = await mergeListings(repository, base, ours, theirs, labels);
  await placeMerge(repository, ours, result);
  for (const line of result.messages) output.line(line);
  const message = pickMessage(kind, commit, options);
  const { references } = repository;
  if (result.conflicts.size > 0) {
    references.writeText(stateFile(kind), `${commit.oid}\n`);
    references.writeText("MERGE_MSG", message);
    output.error(
      `error: could not ${kind === "revert" ? "revert" : "apply"} ${repository.abbreviate(commit.oid)}... ${subjectOf(commit.message)}\n` +
        `hint: After resolving the conflicts, mark them with\nhint: "git add/rm <pathspec>", then run\nhint: "git ${kind} --continue".\n` +
        `hint: You can instead skip this commit with "git ${kind} --skip".\nhint: To abort and get back to the state before "git ${kind}",\nhint: run "git ${kind} --abort".`,
    );
    return 1;
  }
  if (options.has("no-commit")) return 0;
  if (sameListing(result.files, ours) && !options.has("allow-empty"))
    return sayEmpty({ repository, output, argv: [] }, kind, commit, message);
  references.writeText("MERGE_MSG", message);
  const text = options.has("edit") ? editedMessage(repository, message, "message") : message;
  const author = kind === "revert" ? repository.identity("author") : commit.author;
  const made = await storeCommit(repository, repository.readIndex(), {
    parents: [repository.head ?? ""],
    author,
    message: text,
  });
  recordCommit(repository, made, `${kind}: ${subjectOf(text)}`);
  output.text(await commitReport(repository, made, true));
  return 0;
}

async function sayEmpty(
  { repository, output }: Invocation,
  kind: Kind,
  commit: Commit,
  message: string,
): Promise<number> {
  const data = await readStatus(repository, { untracked: "normal" });
  repository.references.writeText(stateFile(kind), `${commit.oid}\n`);
  repository.references.writeText("MERGE_MSG", message);
  output.text(await longStatus(repository, data, "normal"));
  output.error(
    `The previous cherry-pick is now empty, possibly due to conflict resolution.\nIf you wish to commit it anyway, use:\n\n    git commit --allow-empty\n\n` +
      "Otherwise, please use 'git cherry-pick --skip'",
  );
  return 1;
}

function pickMessage(kind: Kind, commit: Commit, options: ParsedOptions): string {
  if (kind === "revert")
    return `Revert "${subjectOf(commit.message)}"\n\nThis reverts commit ${commit.oid}.\n`;
  return options.has("x") ? `${commit.message}\n(cherry picked from commit ${commit.oid})\n` : commit.message;
}

async function refuseDirty(
  repository: Repository,
  kind: Kind,
  options: ParsedOptions,
  ours: ReturnType<typeof stagedListing>,
): Promise<void> {
  if (options.has("no-commit") || sameListing(ours, await repository.headListing())) return;
  throw new GitFailure(
    128,
    `error: your local changes would be overwritten by ${kind}.\nhint: commit your changes or stash them to proceed.\nfatal: ${kind} failed`,
  );
}

function sameListing(
  one: ReturnType<typeof stagedListing>,
  other: ReturnType<typeof stagedListing>,
): boolean {
  return one.size === other.size && [...one].every(([path, entry]) => sameEntry(entry, other.get(path)));
}
