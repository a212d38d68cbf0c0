import type { MachineFiles } from "../machine-command.js";
import { childPath } from "../machine-path.js";
import { fileTypes } from "./file-types.js";
import { decide, type IgnoreRule, parseIgnoreFile, parseRule } from "./ignore-rules.js";
import type { RipgrepOptions } from "./options.js";
import { UsageError } from "./parse-arguments.js";

/** A file to search: where it is, and how its path is printed. */
export interface FoundFile {
  readonly path: string;
  readonly shown: string;
}

interface Level {
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

/** Lists the files below a folder that `rg` would look into, in path order. */
export function walkFiles(
  files: MachineFiles,
  folder: string,
  shown: string,
  options: RipgrepOptions,
  cwd: string,
): FoundFile[] {
  const found: FoundFile[] = [];
  const wanted = selectFiles(options, cwd);
  const visit = (path: string, prefix: string, levels: readonly Level[], depth: number): void => {
    const names = files.list(path);
    const own = options.ignoreFiles
      ? [...levels, { folder: path, rules: ignoreRules(files, path, names) }]
      : levels;
    for (const name of names) {
      if (name.startsWith(".") && (!options.hidden || name === ".git")) continue;
      const child = childPath(path, name);
      const stat = files.linkStat(child);
      if (stat === undefined || stat.kind === "symlink") continue;
      const isFolder = stat.kind === "directory";
      if (isIgnored(own, child, isFolder) || !wanted(child, isFolder)) continue;
      if (!isFolder) found.push({ path: child, shown: prefix + name });
      else if (depth < options.maxDepth) visit(child, `${prefix}${name}/`, own, depth + 1);
    }
  };
  visit(
    folder,
    shown === "" || shown.endsWith("/") ? shown : `${shown}/`,
    parentLevels(files, folder, options),
    1,
  );
  return found;
}

function isIgnored(levels: readonly Level[], path: string, isFolder: boolean): boolean {
  for (const level of [...levels].reverse()) {
    if (level.rules.length === 0) continue;
    const decision = decide(
      level.rules,
      path.slice(level.folder === "/" ? 1 : level.folder.length + 1),
      isFolder,
    );
    if (decision !== undefined) return decision === "ignore";
  }
  return false;
}

function ignoreRules(files: MachineFiles, folder: string, names: readonly string[]): readonly IgnoreRule[] {
  const rules: IgnoreRule[] = [];
  for (const name of [".git/info/exclude", ".gitignore", ".ignore", ".rgignore"]) {
    const [first = ""] = name.split("/");
    const path = childPath(folder, name);
    if (names.includes(first) && files.stat(path)?.kind === "file") {
      rules.push(...parseIgnoreFile(new TextDecoder().decode(files.read(path))));
    }
  }
  return rules;
}

/** Ignore files of the folders above the one searched, up to the root of the repository. */
function parentLevels(files: MachineFiles, folder: string, options: RipgrepOptions): Level[] {
  const levels: Level[] = [];
  let path = folder;
  while (options.ignoreFiles && path !== "/" && files.stat(childPath(path, ".git")) === undefined) {
    path = path.slice(0, path.lastIndexOf("/")) || "/";
    levels.unshift({ folder: path, rules: ignoreRules(files, path, files.list(path)) });
  }
  return levels;
}

/** Whether the globs and types of the command line let a file in. */
function selectFiles(options: RipgrepOptions, cwd: string): (path: string, isFolder: boolean) => boolean {
  const globs = options.globs.map((glob) =>
    parseRule(glob, { braces: true, ignoreCase: options.ignoreGlobCase }),
  );
  const mustMatch = globs.some((glob) => !glob.negated);
  const types = typeRules(options.types);
  const typesNot = typeRules(options.typesNot);
  return (path, isFolder) => {
    const relative = path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path.slice(1);
    const decision = decide(globs, relative, isFolder);
    if (decision === "keep") return false;
    if (isFolder) return true;
    if (mustMatch && decision === undefined) return false;
    if (types.length > 0 && decide(types, relative, false) === undefined) return false;
    return decide(typesNot, relative, false) === undefined;
  };
}

function typeRules(names: readonly string[]): readonly IgnoreRule[] {
  return names.flatMap((name) => {
    const globs = name === "all" ? Object.values(fileTypes).flat() : fileTypes[name];
    if (globs === undefined) throw new UsageError(`unrecognized file type: ${name}`);
    return globs.map((glob) => parseRule(glob, { braces: true, ignoreCase: false }));
  });
}
