import { failed, GitFailure } from "./git-failure.js";
import { plainEntry, stagedListing } from "./index-file.js";
import { mergeListings } from "./merge-listings.js";
import { moveTree, sameEntry } from "./move-tree.js";
import type { Repository } from "./repository.js";
import { stashedUntracked, type Stash } from "./stash-store.js";
import type { Invocation } from "./subcommand.js";
import { workEntry, writeWorkFile } from "./work-tree.js";

/** Brings a stash's changes into the working tree; false where they conflict with what is there. */
export async function applyStash(
  repository: Repository,
  chosen: Stash,
  withIndex: boolean,
  output: Invocation["output"],
): Promise<boolean> {
  const index = repository.readIndex();
  if (index.conflicts.size > 0) throw failed("could not write index");
  const untracked = await stashedUntracked(repository, chosen);
  const inTheWay = [...untracked.keys()].filter((path) => workEntry(repository, path) !== undefined);
  if (inTheWay.length > 0) {
    throw new GitFailure(
      1,
      `${inTheWay.map((path) => `${path} already exists, no checkout`).join("\n")}\nerror: could not restore untracked files from stash`,
    );
  }
  const ours = stagedListing(index);
  const base = await repository.objects.listing(chosen.base.oid);
  const theirs = await repository.objects.listing(chosen.commit.oid);
  const labels = { ours: "Updated upstream", theirs: "Stashed changes" };
  const result = await mergeListings(repository, base, ours, theirs, labels);
  const target = new Map(result.files);
  for (const [path, { shown }] of result.conflicts) if (shown !== undefined) target.set(path, shown);
  await moveTree(repository, ours, target, "stash");
  for (const message of result.messages) output.line(message);
  const fresh = repository.readIndex();
  fresh.entries.clear();
  const clean = result.conflicts.size === 0;
  const wanted = withIndex ? await repository.objects.listing(chosen.index.oid) : ours;
  for (const [path, entry] of wanted)
    fresh.entries.set(path, index.entries.get(path) ?? plainEntry(path, entry));
  if (withIndex)
    for (const [path, entry] of wanted)
      if (!sameEntry(fresh.entries.get(path), entry)) fresh.entries.set(path, plainEntry(path, entry));
  for (const [path, entry] of result.files) {
    if (!clean || !ours.has(path)) fresh.entries.set(path, plainEntry(path, entry));
  }
  for (const [path, { stages }] of result.conflicts) {
    fresh.entries.delete(path);
    fresh.conflicts.set(path, [...stages]);
  }
  repository.writeIndex(fresh);
  for (const [path, entry] of untracked) await writeWorkFile(repository, path, entry);
  return clean;
}
