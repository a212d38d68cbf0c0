import { requireBranchName } from "../branch-name.js";
import { fatal, GitFailure } from "../git-failure.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import type { Repository } from "../repository.js";
import { restoreFiles } from "../restore-files.js";
import { fullReferenceName, previousBranch, resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { goTo } from "../switch-branch.js";
import { mergeBases } from "../walk-commits.js";

const checkoutTable: OptionTable = {
  usage: "git checkout [<options>] <branch>\n   or: git checkout [<options>] [<branch>] -- <file>...",
  long: {
    ...{ b: "value", B: "value", l: "flag", quiet: "flag", force: "flag", detach: "flag", track: "optional", guess: "flag", orphan: "value" },
    ...{ merge: "flag", ours: "flag", theirs: "flag", patch: "flag", progress: "flag", overlay: "flag" },
  },
  short: { b: "b", B: "B", l: "l", q: "quiet", f: "force", d: "detach", t: "track", m: "merge", p: "patch", "2": "ours", "3": "theirs" },
};

const switchTable: OptionTable = {
  usage: "git switch [<options>] [<branch>]",
  long: {
    ...{ create: "value", "force-create": "value", quiet: "flag", force: "flag", "discard-changes": "flag", detach: "flag" },
    ...{ track: "optional", guess: "flag", orphan: "value", merge: "flag", progress: "flag" },
  },
  short: { c: "create", C: "force-create", q: "quiet", f: "force", d: "detach", t: "track", m: "merge" },
};

/** `git checkout`. */
export async function checkout(invocation: Invocation): Promise<number> {
  const { repository, argv } = invocation;
  const options = parseOptions(argv, checkoutTable);
  const created = options.value("b") ?? options.value("B");
  if (created !== undefined) {
    return createAndGo(invocation, options, { name: created, reset: options.has("B"), start: options.words[0] });
  }
  const [first, ...others] = options.words;
  if (options.paths !== undefined) {
    if (others.length > 0) throw fatal(`only one reference expected, ${others.length + 1} given.`);
    return checkoutPaths(invocation, first, options.paths, options);
  }
  if (first === undefined) return stay(invocation, options);
  if (await leadsSomewhere(repository, first)) {
    if (others.length > 0) return checkoutPaths(invocation, first, others, options);
    return goToNamed(invocation, first, options, true);
  }
  const remote = remoteBranch(repository, first);
  if (remote !== undefined && others.length === 0) return createTracking(invocation, first, remote, options);
  return checkoutPaths(invocation, undefined, options.words, options);
}

/** `git switch`. */
export async function switchBranch(invocation: Invocation): Promise<number> {
  const { repository, argv } = invocation;
  const options = parseOptions(argv, switchTable);
  const created = options.value("create") ?? options.value("force-create");
  const [name] = options.words;
  if (created !== undefined) return createAndGo(invocation, options, { name: created, reset: options.has("force-create"), start: name });
  if (name === undefined) throw fatal("missing branch or commit argument");
  if (!(await leadsSomewhere(repository, name))) {
    const remote = remoteBranch(repository, name);
    if (remote !== undefined) return createTracking(invocation, name, remote, options);
    throw fatal(`invalid reference: ${name}`);
  }
  const full = name === "-" ? "refs/heads/" : (fullReferenceName(repository, name) ?? "");
  if (!options.has("detach") && !full.startsWith("refs/heads/") && !/^@\{-\d+\}$/.test(name)) {
    const kind = full.startsWith("refs/tags/") ? "tag" : full.startsWith("refs/remotes/") ? "remote branch" : "commit";
    const advice = "\nhint: If you want to detach HEAD at the commit, try again with the --detach option.";
    throw fatal(`a branch is expected, got ${kind} '${name}'${advice}`);
  }
  return goToNamed(invocation, name, options, false);
}

async function leadsSomewhere(repository: Repository, name: string): Promise<boolean> {
  return name === "-" || name.includes("...") || (await resolveRevision(repository, name)) !== undefined;
}

function remoteBranch(repository: Repository, name: string): string | undefined {
  const names = [...repository.references.list("refs/remotes/").keys()].filter((full) => full.split("/").slice(3).join("/") === name);
  return names.length === 1 ? names[0] : undefined;
}

async function createTracking(invocation: Invocation, name: string, remote: string, options: ParsedOptions): Promise<number> {
  const { repository, output } = invocation;
  const shown = remote.slice("refs/remotes/".length);
  const [remoteName = ""] = shown.split("/");
  const oid = repository.references.resolve(remote) ?? "";
  await goTo(repository, output, { branch: name, oid, written: shown, created: "new", force: false, quiet: options.has("quiet"), advise: false });
  repository.writeSetting(`branch.${name}.remote`, remoteName);
  repository.writeSetting(`branch.${name}.merge`, `refs/heads/${name}`);
  output.line(`branch '${name}' set up to track '${shown}'.`);
  return 0;
}

async function createAndGo(
  { repository, output }: Invocation,
  options: ParsedOptions,
  request: { name: string; reset: boolean; start: string | undefined },
): Promise<number> {
  const { name, reset, start } = request;
  requireBranchName(name);
  if (!reset && repository.references.resolve(`refs/heads/${name}`) !== undefined) throw fatal(`a branch named '${name}' already exists`);
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

async function stay({ repository, output }: Invocation, options: ParsedOptions): Promise<number> {
  const oid = repository.head;
  if (oid === undefined) throw fatal("You are on a branch yet to be born");
  const { branch } = repository.references;
  if (options.has("detach")) {
    await goTo(repository, output, { branch: undefined, oid, written: "HEAD", force: false, quiet: options.has("quiet"), advise: false });
    return 0;
  }
  const quiet = { force: options.has("force"), quiet: true, advise: false };
  await goTo(repository, output, { branch, oid, written: branch ?? oid, ...quiet });
  return 0;
}

async function goToNamed(invocation: Invocation, word: string, options: ParsedOptions, advise: boolean): Promise<number> {
  const { repository, output } = invocation;
  const back = word === "-" ? 1 : Number(/^@\{-(\d+)\}$/.exec(word)?.[1] ?? 0);
  const name = back > 0 ? previousBranch(repository, back) : word;
  if (name === undefined) {
    if (word === "-") throw new GitFailure(128, "fatal: invalid reference: -");
    throw fatal(`invalid reference: ${word}`);
  }
  const oid = name.includes("...") ? await baseOf(repository, name) : await resolveRevision(repository, name);
  if (oid === undefined) throw fatal(`invalid reference: ${name}`);
  const isBranch = !options.has("detach") && repository.references.resolve(`refs/heads/${name}`) !== undefined;
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
  const ends = [await resolveRevision(repository, left === "" ? "HEAD" : left), await resolveRevision(repository, right === "" ? "HEAD" : right)];
  const [one, other] = ends;
  return one === undefined || other === undefined ? undefined : (await mergeBases(repository, one, other))[0];
}

async function checkoutPaths(
  { repository, output }: Invocation,
  revision: string | undefined,
  words: readonly string[],
  options: ParsedOptions,
): Promise<number> {
  const paths = parsePathspec(words, repository);
  const tree = revision === undefined ? undefined : await resolveRevision(repository, revision);
  if (revision !== undefined && tree === undefined) throw fatal(`invalid reference: ${revision}`);
  const source = tree === undefined ? undefined : await repository.objects.listing(tree);
  const count = await restoreFiles(repository, { paths, source, staged: source !== undefined, worktree: true, removes: false });
  if (options.has("quiet")) return 0;
  const from = tree === undefined ? "the index" : repository.abbreviate(await commitOrTree(repository, tree));
  output.error(`Updated ${count} path${count === 1 ? "" : "s"} from ${from}`);
  return 0;
}

async function commitOrTree(repository: Repository, oid: string): Promise<string> {
  const object = await repository.objects.read(oid);
  return object.type === "tag" ? object.object : oid;
}
