import { loadCatalog, type Catalog, type EnvironmentEntry } from "../catalog/load-catalog.js";
import { loadEnvironment, type LoadedEnvironment } from "../catalog/load-environment.js";
import type { LoadedTask } from "../catalog/load-task.js";
import { CatalogError, problemsOfTask, renderProblem, type Problem } from "../catalog/problem.js";
import { findUnreadableSurfaces } from "../check/find-unreadable-surfaces.js";
import { openScoring } from "../check/scoring.js";
import { InputError } from "../schema/input-error.js";
import type { DataFolders } from "./folders.js";
import type { Terminal } from "./terminal.js";

/** The environments and tasks on disk, environments' contents read once and when first asked for. */
export class OpenCatalog {
  readonly catalog: Catalog;
  readonly #problems: readonly Problem[];
  readonly #loaded = new Map<string, LoadedEnvironment>();

  private constructor(catalog: Catalog, problems: readonly Problem[]) {
    this.catalog = catalog;
    this.#problems = problems;
  }

  /** Reads the declarations. What is broken is left out and said on standard error. */
  static open(folders: DataFolders, terminal: Terminal): OpenCatalog {
    const { catalog, problems } = loadCatalog(folders);
    for (const problem of problems) terminal.err(`${renderProblem(problem)}\n`);
    return new OpenCatalog(catalog, problems);
  }

  /** Like `open`, but throws a `CatalogError` for anything broken: a run must not silently leave tasks out. */
  static openWhole(folders: DataFolders): OpenCatalog {
    const { catalog, problems } = loadCatalog(folders);
    if (problems.length > 0) throw new CatalogError(problems);
    return new OpenCatalog(catalog, problems);
  }

  /** Throws `InputError` for an unknown name. */
  entry(id: string): EnvironmentEntry {
    const entry = this.catalog.environments.get(id);
    if (entry !== undefined) return entry;
    throw new InputError(
      `environment ${id}: expected one of ${[...this.catalog.environments.keys()].join(", ")}`,
    );
  }

  /** Throws `CatalogError` for content that does not load, or a surface that nothing could be scored by. */
  environment(id: string): LoadedEnvironment {
    const known = this.#loaded.get(id);
    if (known !== undefined) return known;
    const loaded = loadEnvironment(this.entry(id));
    if (!loaded.ok) throw new CatalogError(loaded.problems);
    const unreadable = findUnreadableSurfaces(loaded.value, openScoring);
    if (unreadable.length > 0) throw new CatalogError(unreadable);
    this.#loaded.set(id, loaded.value);
    return loaded.value;
  }

  /** Throws `InputError` for an unknown name. */
  task(id: string): LoadedTask {
    const task = this.catalog.tasks.find(({ file }) => file.id === id);
    if (task !== undefined) return task;
    if (problemsOfTask(id, this.#problems).length > 0)
      throw new InputError(`task ${id}: does not load; \`palimpsest task check ${id}\` says why`);
    throw new InputError(`task ${id}: no such task; \`palimpsest task list\` shows them all`);
  }

  /** Like `task`, for those who need no proofs: a draft will do. */
  taskOrDraft(id: string): LoadedTask {
    return this.catalog.drafts.find(({ file }) => file.id === id) ?? this.task(id);
  }

  /** The tasks of a suite. Throws `InputError` for an unknown suite. */
  suite(name: string): readonly LoadedTask[] {
    const tasks = this.catalog.tasks.filter(({ suite }) => suite === name);
    if (tasks.length > 0) return tasks;
    const suites = [...new Set(this.catalog.tasks.map(({ suite }) => suite))];
    throw new InputError(`--suite: expected one of ${suites.join(", ")}, got "${name}"`);
  }
}
