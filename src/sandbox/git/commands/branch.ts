import { requireBranchName } from "../branch-name.js";
import { fatal } from "../git-failure.js";
import { noObject } from "../object-types.js";
import { parseOptions, type OptionTable, type ParsedOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import { fullReferenceName, resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { listBranches } from "./branch-list.js";
import { ancestors } from "../walk-commits.js";
import { usageLines } from "../usage-lines.js";

const table: OptionTable = {
  usage: usageLines.branch,
  long: {
    ...{
      all: "flag",
      remotes: "flag",
      verbose: "flag",
      quiet: "flag",
      delete: "flag",
      "force-delete": "flag",
      move: "flag",
      "force-move": "flag",
    },
    ...{
      copy: "flag",
      list: "flag",
      "show-current": "flag",
      force: "flag",
      track: "optional",
      "set-upstream-to": "value",
      "unset-upstream": "flag",
    },
    ...{
      contains: "optional",
      "no-contains": "optional",
      merged: "optional",
      "no-merged": "optional",
      sort: "value",
      format: "value",
      color: "optional",
      column: "optional",
    },
  },
  short: {
    a: "all",
    r: "remotes",
    v: "verbose",
    q: "quiet",
    d: "delete",
    D: "force-delete",
    m: "move",
    M: "force-move",
    c: "copy",
    l: "list",
    f: "force",
    t: "track",
    u: "set-upstream-to",
  },
};

/** `git branch`. */
export async function branch({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, table);
  const { words } = options;
  if (options.has("show-current")) {
    if (repository.references.branch !== undefined) output.line(repository.references.branch);
    return 0;
  }
  if (options.has("delete") || options.has("force-delete"))
    return deleteBranches(repository, options, output);
  if (options.has("move") || options.has("force-move") || options.has("copy"))
    return renameBranch(repository, options);
  if (options.has("set-upstream-to")) return setUpstream(repository, options, output);
  const listing = ["list", "all", "remotes", "contains", "merged", "no-merged", "no-contains"].some((name) =>
    options.has(name),
  );
  if (listing || words.length === 0) return listBranches(repository, options, output);
  const [name = "", start = "HEAD"] = words;
  requireBranchName(name);
  if (!options.has("force") && repository.references.resolve(`refs/heads/${name}`) !== undefined) {
    throw fatal(`a branch named '${name}' already exists`);
  }
  const oid = await resolveRevision(repository, start);
  if (oid === undefined)
    throw fatal(
      start === "HEAD"
        ? `not a valid object name: '${repository.references.branch ?? start}'`
        : `not a valid object name: '${start}'`,
    );
  const commit = await repository.objects.commit(oid);
  const from = start === "HEAD" ? (repository.references.branch ?? "HEAD") : start;
  repository.references.write(
    `refs/heads/${name}`,
    commit.oid,
    repository.identity("committer"),
    `branch: Created from ${from}`,
  );
  return 0;
}

async function deleteBranches(
  repository: Repository,
  options: ParsedOptions,
  output: Invocation["output"],
): Promise<number> {
  if (options.words.length === 0) throw fatal("branch name required");
  const force = options.has("force-delete") || options.has("force");
  const merged =
    repository.head === undefined ? new Set<string>() : await ancestors(repository, [repository.head]);
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
      output.error(
        `error: The branch '${name}' is not fully merged.\nIf you are sure you want to delete it, run 'git branch -D ${name}'.`,
      );
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
  if (from !== to && !forced && references.resolve(`refs/heads/${to}`) !== undefined)
    throw fatal(`a branch named '${to}' already exists`);
  const copy = options.has("copy");
  const log = references.readText(`logs/refs/heads/${from}`);
  const current = references.branch === from;
  const who = repository.identity("committer");
  if (!copy) references.delete(`refs/heads/${from}`);
  references.writeText(`refs/heads/${to}`, `${oid}\n`);
  if (log !== undefined) references.writeText(`logs/refs/heads/${to}`, log);
  const message = `Branch: ${copy ? "copied" : "renamed"} refs/heads/${from} to refs/heads/${to}`;
  references.appendLog(`refs/heads/${to}`, { before: oid, after: oid, who, message });
  if (current && !copy) {
    references.appendLog("HEAD", { before: oid, after: noObject, who, message });
    references.moveHead({ branch: to }, oid, who, message);
  }
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
        'hint: run "git fetch" to retrieve it.\nhint: \nhint: If you are planning to push out a new local branch that\nhint: will track its remote counterpart, you may want to use\n' +
        'hint: "git push -u" to set the upstream config as you push.\nhint: Turn this message off by running\nhint: "git config advice.setUpstreamFailure false"',
    );
  }
  const remote = /^refs\/remotes\/([^/]+)\/(.+)$/.exec(full);
  repository.writeSetting(`branch.${name}.remote`, remote?.[1] ?? ".");
  repository.writeSetting(`branch.${name}.merge`, remote === null ? full : `refs/heads/${remote[2] ?? ""}`);
  output.line(`branch '${name}' set up to track '${target}'.`);
  return 0;
}
