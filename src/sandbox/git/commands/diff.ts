import { compareListings, type Change } from "../change.js";
import { combinedText } from "../combined-diff.js";
import { diffLong, diffShort, readDiffOptions } from "../diff-options.js";
import { fatal, GitFailure } from "../git-failure.js";
import { stagedListing } from "../index-file.js";
import type { Listing } from "../object-types.js";
import { parseOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { splitArguments, type RevisionWord } from "../revision-arguments.js";
import { prepareChanges, showChanges } from "../show-changes.js";
import type { Invocation } from "../subcommand.js";
import { mergeBases } from "../walk-commits.js";
import { trackedListing, workEntry } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

const usage = usageLines.diff;

/** `git diff`. */
export async function diff({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage,
    long: {
      ...diffLong,
      cached: "flag",
      staged: "flag",
      "merge-base": "flag",
      base: "flag",
      ours: "flag",
      theirs: "flag",
    },
    short: { ...diffShort, R: "reverse" },
    unknown: (word) => new GitFailure(255, `error: invalid option: ${word}`),
  });
  const shown = readDiffOptions(options, ["patch"]);
  const { revisions, paths } = await splitArguments(repository, options);
  const blobs = await comparedBlobs(repository, revisions);
  if (blobs !== undefined) {
    await showChanges(repository, blobs, shown, output);
    return shown.exitCode && blobs.length > 0 ? 1 : 0;
  }
  const cached = options.has("cached") || options.has("staged");
  const { before, after, conflicts } = await findSides(repository, revisions, cached);
  const all = compareListings(before, after, (path) => paths.matches(path)).filter(
    (change) => !conflicts.has(change.after?.path ?? change.before?.path ?? ""),
  );
  const combined = revisions.length === 0 && !cached && shown.parts.has("patch") && shown.parts.size === 1;
  if (combined)
    for (const path of conflicts) if (paths.matches(path)) output.raw(await conflictText(repository, path));
  const unmerged = [...(combined ? [] : conflicts)]
    .filter((path) => paths.matches(path))
    .map((path): Change => ({ before: undefined, after: undefined, unmerged: path }));
  const changes = [...unmerged, ...(await prepareChanges(repository, all, shown))];
  if (!shown.quiet) await showChanges(repository, changes, shown, output);
  return shown.exitCode && changes.length > 0 ? 1 : 0;
}

/** The change between two blobs such as `HEAD:a` and `main:b`; undefined if the words name anything else. */
async function comparedBlobs(
  repository: Repository,
  revisions: readonly RevisionWord[],
): Promise<Change[] | undefined> {
  const [first, second] = revisions;
  if (first === undefined || second === undefined || revisions.length > 2) return undefined;
  const side = async ({ text, oids }: RevisionWord) => {
    const oid = oids[0] ?? "";
    if ((await repository.objects.read(oid)).type !== "blob") return undefined;
    return { path: text.slice(text.indexOf(":") + 1), mode: "100644", oid };
  };
  const [before, after] = [await side(first), await side(second)];
  if (before === undefined || after === undefined) return undefined;
  return before.oid === after.oid ? [] : [{ before, after }];
}

/** A conflict in the working tree against both of its sides. */
async function conflictText(repository: Repository, path: string): Promise<string> {
  const stages = repository.readIndex().conflicts.get(path) ?? [];
  const [ours, theirs] = [2, 3].map((stage) => stages.find((entry) => entry.stage === stage));
  const result = workEntry(repository, path);
  if (ours === undefined || theirs === undefined || result === undefined) return `* Unmerged path ${path}\n`;
  return combinedText(repository, { path, parents: [ours, theirs], result, unstored: true });
}

interface Sides {
  readonly before: Listing;
  readonly after: Listing;
  readonly conflicts: ReadonlySet<string>;
}

async function findSides(
  repository: Repository,
  revisions: readonly RevisionWord[],
  cached: boolean,
): Promise<Sides> {
  const { objects } = repository;
  const index = repository.readIndex();
  const conflicts = new Set(index.conflicts.keys());
  const [first, second] = revisions;
  if (first === undefined) {
    if (cached) return { before: await repository.headListing(), after: stagedListing(index), conflicts };
    return {
      before: stagedListing(index),
      after: trackedListing(repository, index.entries.keys()),
      conflicts,
    };
  }
  if (revisions.length > 2) throw new GitFailure(129, `usage: ${usage}\n`);
  const none = new Set<string>();
  const [from = "", to = ""] = first.oids;
  if (first.kind === "range")
    return { before: await objects.listing(from), after: await objects.listing(to), conflicts: none };
  if (first.kind === "symmetric") {
    const [base] = await mergeBases(repository, from, to);
    if (base === undefined) throw fatal(`${first.text}: no merge base`);
    return { before: await objects.listing(base), after: await objects.listing(to), conflicts: none };
  }
  const before = await objects.listing(from);
  if (second !== undefined)
    return { before, after: await objects.listing(second.oids[0] ?? ""), conflicts: none };
  if (cached) return { before, after: stagedListing(index), conflicts };
  return {
    before,
    after: trackedListing(repository, [...index.entries.keys(), ...conflicts]),
    conflicts: none,
  };
}
