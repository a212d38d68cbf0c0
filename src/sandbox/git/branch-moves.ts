import { requireBranchName } from "./branch-name.js";
import { fatal, GitFailure } from "./git-failure.js";
import type { ParsedOptions } from "./parse-options.js";
import type { Repository } from "./repository.js";
import { previousBranch, resolveRevision } from "./revision.js";
import type { Invocation } from "./subcommand.js";
import { goTo } from "./switch-branch.js";
import { mergeBases } from "./walk-commits.js";

/** Whether a word names a commit. */
export async function leadsSomewhere(repository: Repository, name: string): Promise<boolean> {
  return name === "-" || name.includes("...") || (await resolveRevision(repository, name)) !== undefined;
}

/** The full name of the only remote branch with this name. */
export function remoteBranch(repository: Repository, name: string): string | undefined {
  const names = [...repository.references.list("refs/remotes/").keys()].filter(
    (full) => full.split("/").slice(3).join("/") === name,
  );
  return names.length === 1 ? names[0] : undefined;
}

/** Creates a branch that follows a remote one, and goes there. */
export async function createTracking(
  invocation: Invocation,
  name: string,
  remote: string,
  options: ParsedOptions,
): Promise<number> {
  const { repository, output } = invocation;
  const shown = remote.slice("refs/remotes/".length);
  const [remoteName = ""] = shown.split("/");
  const oid = repository.references.resolve(remote) ?? "";
  await goTo(repository, output, {
    branch: name,
    oid,
    written: shown,
    created: "new",
    force: false,
    quiet: options.has("quiet"),
    advise: false,
  });
  repository.writeSetting(`branch.${name}.remote`, remoteName);
  repository.writeSetting(`branch.${name}.merge`, `refs/heads/${name}`);
  output.line(`branch '${name}' set up to track '${shown}'.`);
  return 0;
}

/** Creates a branch and goes there. */
export async function createAndGo(
  { repository, output }: Invocation,
  options: ParsedOptions,
  request: { name: string; reset: boolean; start: string | undefined },
): Promise<number> {
  const { name, reset, start } = request;
  requireBranchName(name);
  if (!reset && repository.references.resolve(`refs/heads/${name}`) !== undefined)
    throw fatal(`a branch named '${name}' already exists`);
  const oid = await resolveRevision(repository, start ?? "HEAD");
  if (oid === undefined) {
    if (start === undefined) {
      repository.references.writeText("HEAD", `ref: refs/heads/${name}\n`);
      output.error(`Switched to a new branch '${name}'`);
      return 0;
    }
    throw fatal(`'${start}' is not a commit and a branch '${name}' cannot be created from it`);
  }
  const commit = (await repository.objects.commit(oid)).oid;
  const exists = repository.references.resolve(`refs/heads/${name}`) !== undefined;
  await goTo(repository, output, {
    branch: name,
    oid: commit,
    written: start ?? "HEAD",
    created: exists ? "reset" : "new",
    force: options.has("force"),
    quiet: options.has("quiet"),
    advise: false,
  });
  return 0;
}

/** Goes to a branch or commit by name; `-` is the one before. */
export async function goToNamed(
  invocation: Invocation,
  word: string,
  options: ParsedOptions,
  advise: boolean,
): Promise<number> {
  const { repository, output } = invocation;
  const back = word === "-" ? 1 : Number(/^@\{-(\d+)\}$/.exec(word)?.[1] ?? 0);
  const name = back > 0 ? previousBranch(repository, back) : word;
  if (name === undefined) {
    if (word === "-") throw new GitFailure(128, "fatal: invalid reference: -");
    throw fatal(`invalid reference: ${word}`);
  }
  const oid = name.includes("...") ? await baseOf(repository, name) : await resolveRevision(repository, name);
  if (oid === undefined) throw fatal(`invalid reference: ${name}`);
  const isBranch =
    !options.has("detach") && repository.references.resolve(`refs/heads/${name}`) !== undefined;
  await goTo(repository, output, {
    branch: isBranch ? name : undefined,
    oid: (await repository.objects.commit(oid)).oid,
    written: name,
    force: options.has("force") || options.has("discard-changes"),
    quiet: options.has("quiet"),
    advise: advise && !options.has("detach"),
  });
  return 0;
}

async function baseOf(repository: Repository, range: string): Promise<string | undefined> {
  const [left = "", right = ""] = range.split("...");
  const ends = [
    await resolveRevision(repository, left === "" ? "HEAD" : left),
    await resolveRevision(repository, right === "" ? "HEAD" : right),
  ];
  const [one, other] = ends;
  return one === undefined || other === undefined ? undefined : (await mergeBases(repository, one, other))[0];
}
