import { compareListings } from "../change.js";
import { editedMessage } from "../commit-message-source.js";
import { cleanMessage } from "../commit-message.js";
import { mergeReport } from "../commit-report.js";
import { fatal, GitFailure } from "../git-failure.js";
import { mergedIndex, mergeListings, type MergeResult } from "../merge-listings.js";
import { forceTree, moveTree } from "../move-tree.js";
import type { Listing } from "../object-types.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { fullReferenceName, resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { ancestors, mergeBases } from "../walk-commits.js";
import { recordCommit } from "./commit.js";
import { usageLines } from "../usage-lines.js";

const table: OptionTable = {
  usage: usageLines.merge,
  long: {
    ...{
      stat: "flag",
      commit: "flag",
      squash: "flag",
      ff: "flag",
      "ff-only": "flag",
      message: "value",
      edit: "flag",
      quiet: "flag",
      abort: "flag",
    },
    ...{
      continue: "flag",
      quit: "flag",
      verify: "flag",
      strategy: "value",
      "strategy-option": "value",
      "allow-unrelated-histories": "flag",
      n: "flag",
    },
  },
  short: { m: "message", e: "edit", q: "quiet", s: "strategy", X: "strategy-option", n: "n" },
};

/** `git merge`. */
export async function merge(invocation: Invocation): Promise<number> {
  const { repository, argv, output } = invocation;
  const options = parseOptions(argv, table);
  if (options.has("abort")) return abort(repository);
  if (repository.readIndex().conflicts.size > 0) {
    throw new GitFailure(
      128,
      "error: Merging is not possible because you have unmerged files.\nhint: Fix them up in the work tree, and then use 'git add/rm <file>'\n" +
        "hint: as appropriate to mark resolution and make a commit.\nfatal: Exiting because of an unresolved conflict.",
    );
  }
  if (repository.references.readText("MERGE_HEAD") !== undefined) {
    throw fatal(
      "You have not concluded your merge (MERGE_HEAD exists).\nPlease, commit your changes before you merge.",
    );
  }
  const [name] = options.words;
  if (name === undefined) throw fatal("No remote for the current branch.");
  const found = await resolveRevision(repository, name);
  if (found === undefined) throw new GitFailure(1, `merge: ${name} - not something we can merge`);
  const head = repository.head;
  const target = (await repository.objects.commit(found)).oid;
  if (head === undefined) throw fatal("You are on a branch yet to be born");
  if ((await ancestors(repository, [head])).has(target)) {
    output.line("Already up to date.");
    return 0;
  }
  const request = { name, head, target };
  if ((await ancestors(repository, [target])).has(head) && !options.negated("ff"))
    return fastForward(invocation, options, request);
  if (options.has("ff-only")) throw fatal("Not possible to fast-forward, aborting.");
  return trueMerge(invocation, options, request);
}

interface MergeRequest {
  readonly name: string;
  readonly head: string;
  readonly target: string;
}

async function abort(repository: Repository): Promise<number> {
  if (repository.references.readText("MERGE_HEAD") === undefined)
    throw fatal("There is no merge to abort (MERGE_HEAD missing).");
  await forceTree(repository, await repository.headListing());
  for (const file of ["MERGE_HEAD", "MERGE_MSG", "MERGE_MODE"]) repository.references.removeText(file);
  return 0;
}

async function fastForward(
  { repository, output }: Invocation,
  options: ParsedOptions,
  request: MergeRequest,
): Promise<number> {
  const { head, target, name } = request;
  const before = await repository.objects.listing(head);
  const after = await repository.objects.listing(target);
  const quiet = options.has("quiet");
  if (!quiet) output.line(`Updating ${repository.abbreviate(head)}..${repository.abbreviate(target)}`);
  await moveTree(repository, before, after, "merge");
  repository.references.writeText("ORIG_HEAD", `${head}\n`);
  repository.references.write(
    "HEAD",
    target,
    repository.identity("committer"),
    `merge ${name}: Fast-forward`,
  );
  if (!quiet)
    output.text(
      `Fast-forward\n${options.negated("stat") ? "" : await mergeReport(repository, compareListings(before, after))}`,
    );
  return 0;
}

async function trueMerge(
  { repository, output }: Invocation,
  options: ParsedOptions,
  request: MergeRequest,
): Promise<number> {
  const { head, target, name } = request;
  const [base] = await mergeBases(repository, head, target);
  if (base === undefined && !options.has("allow-unrelated-histories"))
    throw fatal("refusing to merge unrelated histories");
  const ours = await repository.objects.listing(head);
  const theirs = await repository.objects.listing(target);
  const old: Listing = base === undefined ? new Map() : await repository.objects.listing(base);
  const result = await mergeListings(repository, old, ours, theirs, { ours: "HEAD", theirs: name });
  const onto = repository.references.branch;
  const kind = fullReferenceName(repository, name)?.startsWith("refs/heads/") === true ? "branch" : "commit";
  const usual = `Merge ${kind} '${name}'${onto === undefined || onto === "main" || onto === "master" ? "" : ` into ${onto}`}`;
  const given = options.all("message").join("\n\n");
  const message = cleanMessage(given === "" ? usual : given, false);
  await placeMerge(repository, ours, result);
  for (const line of result.messages) output.line(line);
  const { references } = repository;
  references.writeText("ORIG_HEAD", `${head}\n`);
  if (result.conflicts.size > 0 || options.negated("commit")) {
    references.writeText("MERGE_HEAD", `${target}\n`);
    references.writeText("MERGE_MSG", message);
    output.line(
      result.conflicts.size > 0
        ? "Automatic merge failed; fix conflicts and then commit the result."
        : "Automatic merge went well; stopped before committing as requested",
    );
    return result.conflicts.size > 0 ? 1 : 0;
  }
  const tree = await repository.objects.writeListing([...result.files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const people = { author: repository.identity("author"), committer: repository.identity("committer") };
  const text = options.has("edit") ? editedMessage(repository, message, "editor") : message;
  const oid = await repository.objects.writeCommit({
    tree,
    parents: [head, target],
    ...people,
    message: text,
  });
  recordCommit(
    repository,
    await repository.objects.commit(oid),
    `merge ${name}: Merge made by the 'ort' strategy.`,
  );
  if (options.has("quiet")) return 0;
  output.text(
    `Merge made by the 'ort' strategy.\n${await mergeReport(repository, compareListings(ours, result.files))}`,
  );
  return 0;
}

/** Puts a merge's result into the working tree and the index, conflicts with their markers. */
export async function placeMerge(repository: Repository, ours: Listing, result: MergeResult): Promise<void> {
  const target = new Map(result.files);
  for (const [path, { shown }] of result.conflicts) if (shown !== undefined) target.set(path, shown);
  await moveTree(repository, ours, target, "merge");
  if (result.conflicts.size === 0) return;
  const index = repository.readIndex();
  for (const [path, stages] of mergedIndex(result).conflicts) {
    index.entries.delete(path);
    index.conflicts.set(path, stages);
  }
  repository.writeIndex(index);
}
