import { requireBranchName } from "../branch-name.js";
import { subjectOf } from "../commit-message.js";
import { fatal, GitFailure } from "../git-failure.js";
import { matchGlob } from "../match-glob.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { fullReferenceName, resolveRevision, upstreamOf } from "../revision.js";
import { divergence } from "../status-text.js";
import type { Invocation } from "../subcommand.js";
import { ancestors } from "../walk-commits.js";

const table: OptionTable = {
  usage: "git branch [<options>] [-r | -a] [--merged] [--no-merged]",
  long: {
    ...{ all: "flag", remotes: "flag", verbose: "flag", quiet: "flag", delete: "flag", "force-delete": "flag", move: "flag", "force-move": "flag" },
    ...{ copy: "flag", list: "flag", "show-current": "flag", force: "flag", track: "optional", "set-upstream-to": "value", "unset-upstream": "flag" },
    ...{ contains: "optional", "no-contains": "optional", merged: "optional", "no-merged": "optional", sort: "value", format: "value", color: "optional", column: "optional" },
  },
  short: { a: "all", r: "remotes", v: "verbose", q: "quiet", d: "delete", D: "force-delete", m: "move", M: "force-move", c: "copy", l: "list", f: "force", t: "track", u: "set-upstream-to" },
};

/** `git branch`. */
export async function branch({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, table);
  const { words } = options;
  if (options.has("show-current")) {
    if (repository.references.branch !== undefined) output.line(repository.references.branch);
    return 0;
  }
  if (options.has("delete") || options.has("force-delete")) return deleteBranches(repository, options, output);
  if (options.has("move") || options.has("force-move") || options.has("copy")) return renameBranch(repository, options);
  if (options.has("set-upstream-to")) return setUpstream(repository, options, output);
  const listing = ["list", "all", "remotes", "contains", "merged", "no-merged", "no-contains"].some((name) => options.has(name));
  if (listing || words.length === 0) return listBranches(repository, options, output);
  const [name = "", start = "HEAD"] = words;
  requireBranchName(name);
  if (!options.has("force") && repository.references.resolve(`refs/heads/${name}`) !== undefined) {
    throw fatal(`a branch named '${name}' already exists`);
  }
  const oid = await resolveRevision(repository, start);
  if (oid === undefined) throw fatal(start === "HEAD" ? `not a valid object name: '${repository.references.branch ?? start}'` : `not a valid object name: '${start}'`);
  const commit = await repository.objects.commit(oid);
  const from = start === "HEAD" ? (repository.references.branch ?? "HEAD") : start;
  repository.references.write(`refs/heads/${name}`, commit.oid, repository.identity("committer"), `branch: Created from ${from}`);
  return 0;
}

async function deleteBranches(repository: Repository, options: ParsedOptions, output: Invocation["output"]): Promise<number> {
  if (options.words.length === 0) throw fatal("branch name required");
  const force = options.has("force-delete") || options.has("force");
  const merged = repository.head === undefined ? new Set<string>() : await ancestors(repository, [repository.head]);
  let code = 0;
  for (const name of options.words) {
    const full = `refs/${options.has("remotes") ? "remotes" : "heads"}/${name}`;
    const oid = repository.references.resolve(full);
    if (name === repository.references.branch && !options.has("remotes")) {
      output.error(`error: Cannot delete branch '${name}' checked out at '${repository.root}'`);
      code = 1;
    } else if (oid === undefined) {
      output.error(`error: branch '${name}' not found.`);
      code = 1;
    } else if (!force && !merged.has(oid)) {
      output.error(`error: The branch '${name}' is not fully merged.\nIf you are sure you want to delete it, run 'git branch -D ${name}'.`);
      code = 1;
    } else {
      repository.references.delete(full);
      repository.writeSetting(`branch.${name}.remote`, undefined);
      repository.writeSetting(`branch.${name}.merge`, undefined);
      if (!options.has("quiet")) output.line(`Deleted branch ${name} (was ${repository.abbreviate(oid)}).`);
    }
  }
  return code;
}

function renameBranch(repository: Repository, options: ParsedOptions): number {
  const { references } = repository;
  const [first, second] = options.words;
  if (first === undefined) throw fatal("branch name required");
  const from = second === undefined ? references.branch : first;
  const to = second ?? first;
  if (from === undefined) throw fatal("cannot rename the current branch while not on any.");
  requireBranchName(to);
  const oid = references.resolve(`refs/heads/${from}`);
  if (oid === undefined) throw fatal(`no branch named '${from}'`);
  const forced = options.has("force-move") || options.has("force");
  if (from !== to && !forced && references.resolve(`refs/heads/${to}`) !== undefined) throw fatal(`a branch named '${to}' already exists`);
  const copy = options.has("copy");
  const log = references.readText(`logs/refs/heads/${from}`);
  const current = references.branch === from;
  const who = repository.identity("committer");
  if (!copy) references.delete(`refs/heads/${from}`);
  references.writeText(`refs/heads/${to}`, `${oid}\n`);
  if (log !== undefined) references.writeText(`logs/refs/heads/${to}`, log);
  const message = `Branch: ${copy ? "copied" : "renamed"} refs/heads/${from} to refs/heads/${to}`;
  references.appendLog(`refs/heads/${to}`, { before: oid, after: oid, who, message });
  if (current && !copy) references.moveHead({ branch: to }, oid, who, message);
  for (const key of ["remote", "merge"]) {
    const value = repository.setting(`branch.${from}.${key}`);
    if (value === undefined) continue;
    repository.writeSetting(`branch.${to}.${key}`, value);
    if (!copy) repository.writeSetting(`branch.${from}.${key}`, undefined);
  }
  return 0;
}

function setUpstream(repository: Repository, options: ParsedOptions, output: Invocation["output"]): number {
  const target = options.value("set-upstream-to") ?? "";
  const name = options.words[0] ?? repository.references.branch ?? "";
  const full = fullReferenceName(repository, target);
  if (full === undefined) {
    throw fatal(
      `the requested upstream branch '${target}' does not exist\nhint: \nhint: If you are planning on basing your work on an upstream\nhint: branch that already exists at the remote, you may need to\n` +
        "hint: run \"git fetch\" to retrieve it.\nhint: \nhint: If you are planning to push out a new local branch that\nhint: will track its remote counterpart, you may want to use\n" +
        'hint: "git push -u" to set the upstream config as you push.\nhint: Turn this message off by running\nhint: "git config advice.setUpstreamFailure false"',
    );
  }
  const remote = /^refs\/remotes\/([^/]+)\/(.+)$/.exec(full);
  repository.writeSetting(`branch.${name}.remote`, remote?.[1] ?? ".");
  repository.writeSetting(`branch.${name}.merge`, remote === null ? full : `refs/heads/${remote[2] ?? ""}`);
  output.line(`branch '${name}' set up to track '${target}'.`);
  return 0;
}

async function listBranches(repository: Repository, options: ParsedOptions, output: Invocation["output"]): Promise<number> {
  const { references } = repository;
  const patterns = options.has("list") ? options.words : [];
  const heads = options.has("remotes") ? [] : [...references.list("refs/heads/")];
  const remotes = options.has("remotes") || options.has("all") ? [...references.list("refs/remotes/")] : [];
  const rows: Row[] = [];
  if (references.branch === undefined && repository.head !== undefined && heads.length > 0) {
    rows.push({ full: "HEAD", shown: detachedName(repository), oid: repository.head, mark: "*" });
  }
  for (const [full, oid] of [...heads, ...remotes]) {
    const short = full.replace(/^refs\/(?:heads|remotes)\//, "");
    if (patterns.length > 0 && !patterns.some((pattern) => matchGlob(pattern, short))) continue;
    if (!(await passesFilters(repository, oid, options))) continue;
    const shown = full.startsWith("refs/remotes/") && options.has("all") ? `remotes/${short}` : short;
    rows.push({ full, shown, oid, mark: full === references.headName ? "*" : " " });
  }
  const width = Math.max(0, ...rows.map(({ shown }) => [...shown].length));
  const verbosity = options.all("verbose").length;
  const format = options.value("format");
  for (const row of rows) {
    if (format !== undefined) output.line(await formatRow(repository, row, format));
    else if (verbosity === 0) output.line(`${row.mark} ${row.shown}`);
    else output.line(await detailedRow(repository, row, width, verbosity));
  }
  return 0;
}

interface Row {
  readonly full: string;
  readonly shown: string;
  readonly oid: string;
  readonly mark: string;
}

async function detailedRow(repository: Repository, row: Row, width: number, verbosity: number): Promise<string> {
  const commit = await repository.objects.commit(row.oid);
  const name = row.full.startsWith("refs/heads/") ? row.full.slice(11) : undefined;
  const parted = name === undefined ? undefined : await divergence(repository, name);
  const counts = parted === undefined ? [] : [parted.gone ? "gone" : "", parted.ahead > 0 ? `ahead ${parted.ahead}` : "", parted.behind > 0 ? `behind ${parted.behind}` : ""].filter((text) => text !== "");
  let tracking = "";
  if (parted !== undefined && verbosity > 1) tracking = `[${[parted.name, counts.join(", ")].filter((text) => text !== "").join(": ")}] `;
  else if (counts.length > 0) tracking = `[${counts.join(", ")}] `;
  return `${row.mark} ${row.shown.padEnd(width)} ${repository.abbreviate(row.oid)} ${tracking}${subjectOf(commit.message)}`;
}

async function formatRow(repository: Repository, row: Row, format: string): Promise<string> {
  const commit = await repository.objects.commit(row.oid);
  const values: Record<string, string> = {
    refname: row.full,
    "refname:short": row.full.replace(/^refs\/(?:heads|remotes)\//, ""),
    objectname: row.oid,
    "objectname:short": repository.abbreviate(row.oid),
    subject: subjectOf(commit.message),
    "contents:subject": subjectOf(commit.message),
    authorname: commit.author.name,
    HEAD: row.mark,
    upstream: upstreamOf(repository, row.shown) ?? "",
  };
  return format.replace(/%\(([^)]*)\)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw fatal(`unknown field name: ${name}`);
    return value;
  });
}

async function passesFilters(repository: Repository, oid: string, options: ParsedOptions): Promise<boolean> {
  const resolve = async (text: string | undefined) => {
    const found = await resolveRevision(repository, text === undefined || text === "" ? "HEAD" : text);
    if (found === undefined) throw new GitFailure(129, `error: malformed object name ${text ?? ""}`);
    return found;
  };
  const value = (name: string) => options.value(name) || options.words[0];
  const holds = async (one: string, other: string) => (await ancestors(repository, [one])).has(other);
  if (options.has("contains") && !(await holds(oid, await resolve(value("contains"))))) return false;
  if (options.has("no-contains") && (await holds(oid, await resolve(value("no-contains"))))) return false;
  if (options.has("merged") && !(await holds(await resolve(value("merged")), oid))) return false;
  return !(options.has("no-merged") && (await holds(await resolve(value("no-merged")), oid)));
}

function detachedName(repository: Repository): string {
  const move = repository.references.log("HEAD").find(({ message }) => message.startsWith("checkout: moving from "));
  const target = / to (\S+)$/.exec(move?.message ?? "")?.[1];
  if (move === undefined || target === undefined) return "(no branch)";
  const name = /^[0-9a-f]{40}$/.test(target) ? target.slice(0, 7) : target;
  return `(HEAD detached ${move.after === repository.head ? "at" : "from"} ${name})`;
}
