import { join } from "node:path";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import { loadEnvironment } from "../../src/catalog/load-environment.js";
import { openTask, type TaskUnderCheck } from "../../src/check/open-task.js";
import { readText, writeText } from "../../src/check/mutants/edit-text.js";
import { openScoring } from "../../src/check/scoring.js";
import type { Tree } from "../../src/schema/tree.js";

const root = join(import.meta.dirname, "../..");
const { catalog } = loadCatalog({ environments: join(root, "environments"), tasks: join(root, "tasks") });
const entry = catalog.environments.get("halyard");
const loaded = entry === undefined ? undefined : loadEnvironment(entry);
const opened = new Map<string, TaskUnderCheck>();

/** Ids of the core suite's tasks. */
export const coreTasks: readonly string[] = catalog.tasks.map(({ file }) => file.id);

/** A task of the core suite, opened once. */
export function openCore(id: string): TaskUnderCheck {
  const known = opened.get(id);
  if (known !== undefined) return known;
  const task = catalog.tasks.find(({ file }) => file.id === id);
  if (task === undefined || loaded?.ok !== true) throw new Error(`${id} did not load`);
  const made = openTask(task, loaded.value, openScoring);
  if ("fault" in made) throw new Error(made.fault);
  opened.set(id, made);
  return made;
}

/** The tree that a task's patch makes. */
export function patchedTree({ applied }: TaskUnderCheck, name = "oracle"): Tree {
  const found = applied.find(({ patch }) => patch.name === name);
  if (found === undefined) throw new Error(`no patch ${name}`);
  return found.tree;
}

/** One passage of a file put for another; an empty passage is the file's end, and a file that is not there is empty. */
export type Edit = readonly [path: string, from: string | RegExp, to: string];

export function editTree(tree: Tree, edits: readonly Edit[]): Tree {
  return edits.reduce((edited, [path, from, to]) => {
    const before = readText(edited, path) ?? "";
    const after = from === "" ? `${before}${to}` : before.replace(from, () => to);
    if (after === before) throw new Error(`${path} lacks ${String(from)}`);
    return writeText(edited, path, after);
  }, tree);
}
