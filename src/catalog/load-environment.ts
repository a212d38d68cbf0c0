import { CommandFile } from "../schema/command.js";
import type { Environment } from "../schema/environment.js";
import type { Snapshot } from "../schema/machine.js";
import type { TreeFile } from "../schema/tree.js";
import { digestParts } from "./digest.js";
import type { EnvironmentEntry } from "./load-catalog.js";
import { parseYaml } from "./parse-yaml.js";
import type { Loaded, Problem } from "./problem.js";
import { quoteValue } from "./problem.js";
import { isFolder, readFolder, readOwnText } from "./read-folder.js";
import type { FolderContent } from "./read-folder.js";
import type { Overlay } from "./read-overlays.js";
import { readHistory } from "./read-history.js";

/** Everything an environment's folder holds. */
export interface LoadedEnvironment {
  readonly folder: string;
  /** `environments/halyard`: how messages name the folder. */
  readonly label: string;
  readonly file: Environment;
  /** The working tree at HEAD, by repository path. */
  readonly repo: ReadonlyMap<string, TreeFile>;
  readonly branch: string;
  /** Commits from the first to HEAD; the last one's files are `repo`. */
  readonly history: readonly Snapshot[];
  readonly commands: Readonly<Record<string, CommandFile>>;
  readonly overlays: ReadonlyMap<string, Overlay>;
  /** SHA-256 over everything in the folder that can change a trial or its scoring. */
  readonly digest: string;
}

const noFiles: FolderContent = { files: new Map(), problems: [] };

/** Reads an environment's repository, history, commands and overlays. Slow (every file): call it once and keep it. */
export function loadEnvironment(entry: EnvironmentEntry): Loaded<LoadedEnvironment> {
  const { folder, label, file, overlays } = entry;
  const repo = isFolder(`${folder}/repo`) ? readFolder(`${folder}/repo`, `${label}/repo`) : noFiles;
  const problems: Problem[] = [...repo.problems];
  if (repo.files.size === 0 && problems.length === 0) {
    problems.push({ file: `${label}/repo`, field: "", message: "missing, expected the repository's files" });
  }
  const commands = readCommands(entry, problems);
  if (problems.length > 0) return { ok: false, problems };
  const history = readHistory(folder, label, repo.files);
  if (!history.ok) return history;
  const { branch, snapshots } = history.value;
  const historyText = readOwnText(folder, "history.yaml", label);
  const commits = Object.fromEntries([...overlays].map(([name, overlay]) => [name, overlay.commit]));
  const digest = digestParts({
    values: { environment: file, commands, history: historyText, commits },
    trees: {
      repo: repo.files,
      earlier: readEarlierFiles(folder, label),
      ...Object.fromEntries([...overlays].map(([name, overlay]) => [`overlay ${name}`, overlay.files])),
    },
  });
  return {
    ok: true,
    value: {
      folder,
      label,
      file,
      repo: repo.files,
      branch,
      history: snapshots,
      commands,
      overlays,
      digest,
    },
  };
}

/** What `history/` keeps of versions that are gone; the history that is built from it says what is wrong with it. */
function readEarlierFiles(folder: string, label: string): ReadonlyMap<string, TreeFile> {
  return isFolder(`${folder}/history`)
    ? readFolder(`${folder}/history`, `${label}/history`).files
    : new Map();
}

function readCommands(
  { folder, label, file }: EnvironmentEntry,
  problems: Problem[],
): Record<string, CommandFile> {
  const commands: Record<string, CommandFile> = {};
  for (const [name, path] of Object.entries(file.commands)) {
    const text = readOwnText(folder, path, label);
    const parsed = text.ok ? parseYaml(text.value, `${label}/${path}`, CommandFile) : text;
    if (!parsed.ok) problems.push(...parsed.problems);
    else if (parsed.value.name === name) commands[name] = parsed.value;
    else {
      const message = `expected ${quoteValue(name)}, the command's key in environment.yaml, got ${quoteValue(parsed.value.name)}`;
      problems.push({ file: `${label}/${path}`, field: "name", message });
    }
  }
  return commands;
}
