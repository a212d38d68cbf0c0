import { fatal, GitFailure } from "../git-failure.js";
import { parseOptions } from "../parse-options.js";
import type { Repository } from "../repository.js";
import type { Invocation } from "../subcommand.js";
import { usageLines } from "../usage-lines.js";

function remoteNames(repository: Repository): string[] {
  const names = repository.settings.flatMap(([key]) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** `git remote`. */
export function remote({ repository, argv, output }: Invocation): number {
  const options = parseOptions(argv, {
    usage: usageLines.remote,
    long: { verbose: "flag" },
    short: { v: "verbose" },
  });
  const [command, name = "", url = ""] = options.words;
  const address = (one: string) => repository.setting(`remote.${one}.url`) ?? "";
  switch (command) {
    case undefined:
    case "show":
      for (const one of remoteNames(repository)) {
        if (!options.has("verbose")) output.line(one);
        else output.text(`${one}\t${address(one)} (fetch)\n${one}\t${address(one)} (push)\n`);
      }
      return 0;
    case "get-url":
      if (!remoteNames(repository).includes(name)) throw new GitFailure(2, `error: No such remote '${name}'`);
      output.line(address(name));
      return 0;
    case "add":
      if (remoteNames(repository).includes(name))
        throw new GitFailure(3, `error: remote ${name} already exists.`);
      repository.writeSetting(`remote.${name}.url`, url);
      repository.writeSetting(`remote.${name}.fetch`, `+refs/heads/*:refs/remotes/${name}/*`);
      return 0;
    case "remove":
    case "rm":
      if (!remoteNames(repository).includes(name))
        throw new GitFailure(2, `error: No such remote: '${name}'`);
      repository.writeSetting(`remote.${name}.url`, undefined);
      repository.writeSetting(`remote.${name}.fetch`, undefined);
      return 0;
    default:
      throw new GitFailure(1, `error: Unknown subcommand: ${command}\nusage: ${usageLines.remote}\n`);
  }
}

/** `git fetch`. */
export function fetch({ repository, argv }: Invocation): number {
  const [name = defaultRemote(repository)] = argv.filter((word) => !word.startsWith("-"));
  if (name === undefined) return 0;
  throw unreachable(repository, name);
}

/** `git pull`. */
export function pull({ repository, argv }: Invocation): number {
  const [name = defaultRemote(repository)] = argv.filter((word) => !word.startsWith("-"));
  if (name !== undefined) throw unreachable(repository, name);
  throw new GitFailure(
    1,
    "There is no tracking information for the current branch.\nPlease specify which branch you want to merge with.\nSee git-pull(1) for details.\n\n" +
      `    git pull <remote> <branch>\n\nIf you wish to set tracking information for this branch you can do so with:\n\n    git branch --set-upstream-to=<remote>/<branch> ${repository.references.branch ?? "HEAD"}\n`,
  );
}

/** `git push`. */
export function push({ repository, argv }: Invocation): number {
  const [name = defaultRemote(repository)] = argv.filter((word) => !word.startsWith("-"));
  if (name !== undefined) throw unreachable(repository, name);
  throw fatal(
    "No configured push destination.\nEither specify the URL from the command-line or configure a remote repository using\n\n" +
      "    git remote add <name> <url>\n\nand then push using the remote name\n\n    git push <name>\n",
  );
}

/** `git ls-remote`. */
export function lsRemote({ repository, argv }: Invocation): number {
  const [name = defaultRemote(repository)] = argv.filter((word) => !word.startsWith("-"));
  if (name === undefined) throw fatal("No remote configured to list refs from.");
  throw unreachable(repository, name);
}

function defaultRemote(repository: Repository): string | undefined {
  const configured = repository.setting(`branch.${repository.references.branch ?? ""}.remote`);
  const names = remoteNames(repository);
  return configured ?? (names.includes("origin") ? "origin" : names.length === 1 ? names[0] : undefined);
}

/** How a machine without its network, or without such a remote, fails. */
function unreachable(repository: Repository, name: string): GitFailure {
  const url = repository.setting(`remote.${name}.url`) ?? name;
  const rights = "\n\nPlease make sure you have the correct access rights\nand the repository exists.";
  const web = /^https?:\/\/([^/:@]+@)?([^/:]+)/.exec(url);
  if (web !== null)
    return fatal(`unable to access '${url.replace(/\/?$/, "/")}': Could not resolve host: ${web[2] ?? ""}`);
  const shell = /^(?:ssh:\/\/)?(?:[^@/]+@)([^:/]+)[:/]/.exec(url);
  if (shell !== null) {
    return new GitFailure(
      128,
      `ssh: Could not resolve hostname ${shell[1] ?? ""}: Temporary failure in name resolution\nfatal: Could not read from remote repository.${rights}`,
    );
  }
  return new GitFailure(
    128,
    `fatal: '${url}' does not appear to be a git repository\nfatal: Could not read from remote repository.${rights}`,
  );
}
