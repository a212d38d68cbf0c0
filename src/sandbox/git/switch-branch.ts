import { subjectOf } from "./commit-message.js";
import { compareListings, changeLetter, changePath } from "./change.js";
import { quotePath } from "../../diff/quote-path.js";
import { moveTree, forceTree } from "./move-tree.js";
import type { Output } from "./output.js";
import type { Repository } from "./repository.js";
import { GitFailure } from "./git-failure.js";
import { trackingText } from "./status-text.js";
import { ancestors } from "./walk-commits.js";
import { trackedListing } from "./work-tree.js";

/** Where to go: a branch, or a commit without one. */
export interface Destination {
  readonly branch: string | undefined;
  readonly oid: string;
  /** As the user wrote it, for the log. */
  readonly written: string;
  readonly created?: "new" | "reset";
  readonly force: boolean;
  readonly quiet: boolean;
  /** The advice about detached heads is shown for `checkout`, not for `switch --detach`. */
  readonly advise: boolean;
}

/** Goes to another branch or commit, with everything git says on the way. */
export async function goTo(repository: Repository, output: Output, to: Destination): Promise<void> {
  const { references } = repository;
  const from = { branch: references.branch, oid: repository.head };
  if (repository.readIndex().conflicts.size > 0 && !to.force) {
    const paths = [...repository.readIndex().conflicts.keys()];
    throw new GitFailure(
      1,
      `${paths.map((path) => `${path}: needs merge\n`).join("")}error: you need to resolve your current index first`,
    );
  }
  const target = await repository.objects.listing(to.oid);
  if (to.force) await forceTree(repository, target);
  else if (from.oid !== to.oid)
    await moveTree(repository, await repository.headListing(), target, "checkout");
  if (!to.quiet && !(to.created !== undefined && from.oid === to.oid))
    await showLocalChanges(repository, to.oid, output);
  const who = repository.identity("committer");
  if (to.branch !== undefined && to.created !== undefined) {
    const base =
      from.branch !== undefined && (to.written === "HEAD" || to.written === "") ? "HEAD" : to.written;
    const log = to.created === "new" ? `branch: Created from ${base}` : `branch: Reset to ${base}`;
    references.write(`refs/heads/${to.branch}`, to.oid, who, log);
  }
  const origin = from.branch ?? from.oid ?? "";
  const name = to.branch ?? to.written;
  references.moveHead(
    to.branch === undefined ? { oid: to.oid } : { branch: to.branch },
    to.oid,
    who,
    `checkout: moving from ${origin} to ${name}`,
  );
  if (to.quiet) return;
  if (from.branch === undefined && from.oid !== undefined && from.oid !== to.oid)
    await sayFarewell(repository, from.oid, output);
  await sayArrival(repository, from.branch, to, output);
}

async function showLocalChanges(repository: Repository, oid: string, output: Output): Promise<void> {
  const index = repository.readIndex();
  const work = trackedListing(repository, index.entries.keys());
  for (const change of compareListings(await repository.objects.listing(oid), work)) {
    output.line(`${changeLetter(change)}\t${quotePath(changePath(change))}`);
  }
}

async function sayArrival(
  repository: Repository,
  from: string | undefined,
  to: Destination,
  output: Output,
): Promise<void> {
  if (to.branch === undefined) {
    const commit = await repository.objects.commit(to.oid);
    if (from !== undefined && to.advise && repository.isSet("advice.detachedhead", true))
      output.error(detachedAdvice(to.written));
    output.error(`HEAD is now at ${repository.abbreviate(to.oid)} ${subjectOf(commit.message)}`);
    return;
  }
  if (to.created === "new") output.error(`Switched to a new branch '${to.branch}'`);
  else if (from === to.branch)
    output.error(to.created === "reset" ? `Reset branch '${to.branch}'` : `Already on '${to.branch}'`);
  else
    output.error(
      to.created === "reset"
        ? `Switched to and reset branch '${to.branch}'`
        : `Switched to branch '${to.branch}'`,
    );
  if (to.created !== "new") output.text(await trackingText(repository, ""));
}

async function sayFarewell(repository: Repository, oid: string, output: Output): Promise<void> {
  const kept = await ancestors(repository, [
    ...repository.references.list("refs/").values(),
    repository.head ?? oid,
  ]);
  const lost = [...(await ancestors(repository, [oid]))].filter((one) => !kept.has(one));
  const subject = async (one: string) =>
    `${repository.abbreviate(one)} ${subjectOf((await repository.objects.commit(one)).message)}`;
  if (lost.length === 0) {
    output.error(`Previous HEAD position was ${await subject(oid)}`);
    return;
  }
  const shown = lost.slice(0, 4);
  const lines = await Promise.all(shown.map(async (one) => `  ${await subject(one)}`));
  if (lost.length > shown.length) lines.push(` ... and ${lost.length - shown.length} more.`);
  const one = lost.length === 1;
  output.error(
    `Warning: you are leaving ${lost.length} commit${one ? "" : "s"} behind, not connected to\nany of your branches:\n\n${lines.join("\n")}\n\n` +
      `If you want to keep ${one ? "it" : "them"} by creating a new branch, this may be a good time\nto do so with:\n\n` +
      ` git branch <new-branch-name> ${repository.abbreviate(oid)}\n`,
  );
}

function detachedAdvice(name: string): string {
  return (
    `Note: switching to '${name}'.\n\nYou are in 'detached HEAD' state. You can look around, make experimental\n` +
    "changes and commit them, and you can discard any commits you make in this\nstate without impacting any branches by switching back to a branch.\n\n" +
    "If you want to create a new branch to retain commits you create, you may\ndo so (now or later) by using -c with the switch command. Example:\n\n" +
    "  git switch -c <new-branch-name>\n\nOr undo this operation with:\n\n  git switch -\n\n" +
    "Turn off this advice by setting config variable advice.detachedHead to false\n"
  );
}
