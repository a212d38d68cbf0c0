import { basename, join } from "node:path";
import type { Environment } from "../schema/environment.js";
import { Environment as EnvironmentSchema } from "../schema/environment.js";
import { findEnvironmentProblems } from "./find-environment-problems.js";
import { findTaskProblems } from "./find-task-problems.js";
import { loadTask } from "./load-task.js";
import type { LoadedTask } from "./load-task.js";
import { parseYaml } from "./parse-yaml.js";
import type { Loaded, Problem } from "./problem.js";
import { listChoices, quoteValue } from "./problem.js";
import { isFolder, listFolders, readOwnText } from "./read-folder.js";
import { readOverlays } from "./read-overlays.js";
import type { Overlay } from "./read-overlays.js";

/** An environment as `environment.yaml` and its overlays declare it; its repository is read on demand by `loadEnvironment`. */
export interface EnvironmentEntry {
  readonly folder: string;
  /** `environments/halyard`: how messages name the folder. */
  readonly label: string;
  readonly file: Environment;
  readonly overlays: ReadonlyMap<string, Overlay>;
}

/** What is sound among the environments and tasks of two folders. */
export interface Catalog {
  readonly environments: ReadonlyMap<string, EnvironmentEntry>;
  /** In order of suite, then id. */
  readonly tasks: readonly LoadedTask[];
  /** Tasks that lack nothing but their proofs: they can be shown and staged, never run. */
  readonly drafts: readonly LoadedTask[];
}

/** Every environment and task of two folders, with every problem; what has problems is left out. Reads no repository. */
export function loadCatalog(folders: { readonly environments: string; readonly tasks: string }): {
  readonly catalog: Catalog;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  for (const folder of [folders.environments, folders.tasks]) {
    if (!isFolder(folder)) problems.push({ file: folder, field: "", message: "missing, expected a folder" });
  }
  const collect = <Value>(loaded: Loaded<Value>): Value[] => {
    if (loaded.ok) return [loaded.value];
    problems.push(...loaded.problems);
    return [];
  };
  const environments = new Map<string, EnvironmentEntry>();
  const declared = listFolders(folders.environments);
  for (const name of declared) {
    const label = `${basename(folders.environments)}/${name}`;
    const [entry] = collect(loadEnvironmentEntry(join(folders.environments, name), label));
    if (entry !== undefined) environments.set(entry.file.id, entry);
  }
  const read = listFolders(folders.tasks).flatMap((suite) =>
    listFolders(join(folders.tasks, suite)).map((name) =>
      loadTask(join(folders.tasks, suite, name), `${basename(folders.tasks)}/${suite}/${name}`, suite),
    ),
  );
  const tasks = read.flatMap(collect);
  const drafts = read.flatMap(({ draft }) => (draft === undefined ? [] : [draft]));
  const keepSound = (candidates: readonly LoadedTask[], earlier: readonly LoadedTask[]): LoadedTask[] =>
    candidates.filter((task, position) => {
      const found = [
        ...findDuplicate(task, [...earlier, ...candidates.slice(0, position)]),
        ...findMisfits(task, environments, declared),
      ];
      problems.push(...found);
      return found.length === 0;
    });
  const catalog = { environments, tasks: keepSound(tasks, []), drafts: keepSound(drafts, tasks) };
  return { catalog, problems };
}

/** `environment.yaml` of a folder, checked in itself; `label` stands for the folder in messages. */
function loadEnvironmentEntry(folder: string, label: string): Loaded<EnvironmentEntry> {
  const fileLabel = `${label}/environment.yaml`;
  const text = readOwnText(folder, "environment.yaml", label);
  if (!text.ok) return text;
  const file = parseYaml(text.value, fileLabel, EnvironmentSchema);
  if (!file.ok) return file;
  const { overlays, problems: overlayProblems } = readOverlays(folder, label);
  const problems = [...overlayProblems, ...findEnvironmentProblems(fileLabel, file.value, overlays)];
  if (file.value.id !== basename(folder)) {
    const message = `expected the folder's name ${quoteValue(basename(folder))}, got ${quoteValue(file.value.id)}`;
    problems.push({ file: fileLabel, field: "id", message });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { folder, label, file: file.value, overlays } };
}

function findDuplicate(task: LoadedTask, earlier: readonly LoadedTask[]): Problem[] {
  const first = earlier.find((other) => other.file.id === task.file.id);
  if (first === undefined) return [];
  const message = `expected an id of its own, ${quoteValue(task.file.id)} is already that of ${first.label}`;
  return [{ file: task.label, field: "id", message }];
}

function findMisfits(
  task: LoadedTask,
  environments: ReadonlyMap<string, EnvironmentEntry>,
  declared: readonly string[],
): readonly Problem[] {
  const wanted = task.file.environment;
  const entry = environments.get(wanted);
  if (entry !== undefined) return findTaskProblems(task, entry);
  const message = declared.includes(wanted)
    ? `expected an environment that loads, ${quoteValue(wanted)} does not`
    : `expected ${listChoices([...environments.keys()])}, got ${quoteValue(wanted)}`;
  return [{ file: task.label, field: "environment", message }];
}
