import { editConfig, normaliseKey, parseConfig, settingOf, type Settings } from "../config-file.js";
import { GitFailure } from "../git-failure.js";
import { parseOptions, type ParsedOptions } from "../parse-options.js";
import { userConfigPath, userSettings, type Repository } from "../repository.js";
import type { Invocation } from "../subcommand.js";
import { usageLines } from "../usage-lines.js";

const usage = usageLines.config;

/** `git config`. */
export function config({ repository, argv, output }: Invocation): number {
  const options = parseOptions(argv, {
    usage,
    long: {
      ...{
        global: "flag",
        local: "flag",
        system: "flag",
        get: "flag",
        "get-all": "flag",
        "get-regexp": "flag",
        unset: "flag",
        "unset-all": "flag",
      },
      ...{
        add: "flag",
        list: "flag",
        "show-origin": "flag",
        "show-scope": "flag",
        "name-only": "flag",
        null: "flag",
        type: "value",
        bool: "flag",
        int: "flag",
        default: "value",
        "replace-all": "flag",
        edit: "flag",
      },
    },
    short: { l: "list", z: "null", e: "edit" },
  });
  const settings = chosenSettings(repository, options);
  const [key = "", value] = options.words;
  if (options.has("list")) {
    for (const [name, text] of settings) output.line(options.has("name-only") ? name : `${name}=${text}`);
    return 0;
  }
  if (options.has("get-regexp")) {
    const found = settings.filter(([name]) =>
      name.includes(key.replace(/[\^$\\]/g, "").replace(/\.\*$/, "")),
    );
    for (const [name, text] of found) output.line(`${name} ${text}`);
    return found.length > 0 ? 0 : 1;
  }
  if (options.words.length === 0) throw new GitFailure(129, `usage: ${usage}\n`);
  checkKey(key, value === undefined ? 1 : 2);
  if (options.has("unset") || options.has("unset-all")) {
    if (settingOf(settings, key) === undefined) return 5;
    write(repository, options, key, undefined);
    return 0;
  }
  if (value !== undefined && !options.has("get")) {
    write(repository, options, key, value);
    return 0;
  }
  if (options.has("get-all")) {
    const found = settings.filter(([name]) => name === normaliseKey(key));
    for (const [, text] of found) output.line(text);
    return found.length > 0 ? 0 : 1;
  }
  const found = settingOf(settings, key) ?? options.value("default");
  if (found === undefined) return 1;
  output.line(found);
  return 0;
}

function chosenSettings(repository: Repository, options: ParsedOptions): Settings {
  if (options.has("global")) return userSettings(repository.machine);
  if (options.has("system")) return [];
  return options.has("local")
    ? parseConfig(repository.references.readText("config") ?? "")
    : repository.settings;
}

function checkKey(key: string, exitCode: number): void {
  if (!key.includes(".")) throw new GitFailure(exitCode, `error: key does not contain a section: ${key}`);
  const name = key.slice(key.lastIndexOf(".") + 1);
  if (name === "") throw new GitFailure(exitCode, `error: key does not contain variable name: ${key}`);
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) throw new GitFailure(1, `error: invalid key: ${key}`);
}

function write(repository: Repository, options: ParsedOptions, key: string, value: string | undefined): void {
  if (!options.has("global")) {
    repository.writeSetting(key, value);
    return;
  }
  const path = userConfigPath(repository.machine);
  if (path === undefined) throw new GitFailure(128, "fatal: $HOME not set");
  const { files } = repository.machine;
  const before = files.stat(path)?.kind === "file" ? Buffer.from(files.read(path)).toString("utf8") : "";
  files.write(path, Buffer.from(editConfig(before, key, value), "utf8"));
}
