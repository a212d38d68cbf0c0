import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { FileError } from "../file-error.js";
import { resolvePath } from "../machine-path.js";
import { commandTable } from "./command-table.js";
import { normaliseKey, type Settings } from "./config-file.js";
import { fatal, GitFailure } from "./git-failure.js";
import { helpText, mainUsage, suggestCommand } from "./help-text.js";
import { createObjectCache, type ObjectCache } from "./object-cache.js";
import { Output } from "./output.js";
import { UsageRequest } from "./parse-options.js";
import { openRepository } from "./repository.js";

const version = "git version 2.39.5";

/** The machine's `git`. Commands made with one cache share what they have read of the base's objects. */
export function createGitCommand(cache: ObjectCache = createObjectCache()): MachineCommand {
  return {
    name: "git",
    run: async (argv, machine) => {
      const output = new Output();
      const exitCode = await runGuarded(argv, machine, cache, output);
      return { stdout: output.stdout, stderr: output.stderr, exitCode } satisfies MachineCommandResult;
    },
  };
}

async function runGuarded(
  argv: readonly string[],
  machine: Machine,
  cache: ObjectCache,
  output: Output,
): Promise<number> {
  try {
    return await runCommand(argv, machine, cache, output);
  } catch (error) {
    if (error instanceof UsageRequest) {
      output.text(`usage: ${error.usage}\n\n`);
      return 129;
    }
    if (error instanceof GitFailure) {
      output.error(error.message);
      return error.exitCode;
    }
    if (error instanceof FileError) {
      output.error(`fatal: ${error.path}: ${error.reason}`);
      return 128;
    }
    throw error;
  }
}

async function runCommand(
  argv: readonly string[],
  machine: Machine,
  cache: ObjectCache,
  output: Output,
): Promise<number> {
  const global = readGlobal(argv, machine);
  const [name, ...rest] = global.words;
  if (name === "--version" || name === "-v" || name === "version") {
    output.line(version);
    return 0;
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    output.text(helpText(rest[0]));
    return name === undefined ? 1 : 0;
  }
  if (name.startsWith("-")) {
    output.error(`unknown option: ${name}\n${mainUsage}`);
    return 129;
  }
  const subcommand = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined;
  if (subcommand === undefined) {
    output.error(
      `git: '${name}' is not a git command. See 'git --help'.${suggestCommand(name, Object.keys(commandTable))}`,
    );
    return 1;
  }
  const place = { ...machine, cwd: global.cwd };
  const repository = openRepository(place, global.overrides, cache);
  return subcommand({ repository, argv: rest, output });
}

interface GlobalOptions {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly overrides: Settings;
}

/** The options before the subcommand: `-C`, `-c`, `--no-pager` and their kin. */
function readGlobal(argv: readonly string[], machine: Machine): GlobalOptions {
  const words = [...argv];
  const overrides: [string, string][] = [];
  let { cwd } = machine;
  for (let word = words[0]; word?.startsWith("-") === true; word = words[0]) {
    if (word === "-C") {
      const target = words[1];
      if (target === undefined) throw new GitFailure(129, `no directory given for '-C'\n${mainUsage}`);
      const path = resolvePath(cwd, target);
      if (machine.files.stat(path)?.kind !== "directory")
        throw fatal(`cannot change to '${target}': No such file or directory`);
      cwd = path;
      words.splice(0, 2);
    } else if (word === "-c") {
      const setting = words[1];
      if (setting === undefined) throw new GitFailure(129, `-c expects a configuration string\n${mainUsage}`);
      const [key = "", ...value] = setting.split("=");
      if (!key.includes("."))
        throw new GitFailure(
          128,
          `error: key does not contain a section: ${key}\nfatal: unable to parse command-line config`,
        );
      overrides.push([normaliseKey(key), value.length === 0 ? "true" : value.join("=")]);
      words.splice(0, 2);
    } else if (
      [
        "--no-pager",
        "-P",
        "-p",
        "--paginate",
        "--no-optional-locks",
        "--literal-pathspecs",
        "--no-replace-objects",
      ].includes(word)
    )
      words.shift();
    else break;
  }
  return { words, cwd, overrides };
}
