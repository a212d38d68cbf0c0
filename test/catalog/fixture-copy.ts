import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCatalog } from "../../src/catalog/load-catalog.js";
import { loadEnvironment } from "../../src/catalog/load-environment.js";
import type { LoadedEnvironment } from "../../src/catalog/load-environment.js";
import type { LoadedTask } from "../../src/catalog/load-task.js";
import { renderProblem } from "../../src/catalog/problem.js";

export const fixtureFolders = {
  environments: join(import.meta.dirname, "../fixtures/catalog/environments"),
  tasks: join(import.meta.dirname, "../fixtures/catalog/tasks"),
};

export const pocketFolder = "environments/pocket";
export const valueTaskFolder = "tasks/tiny/heron-honesty-down";
export const controlTaskFolder = "tasks/tiny/heron-brevity-down";

/** A private copy of the fixture catalog that a test may spoil. */
export interface FixtureCopy {
  readonly folder: string;
  readonly folders: { readonly environments: string; readonly tasks: string };
  /** Replaces text that must occur in a file. */
  edit(path: string, from: string, to: string): void;
  /** What loading the catalog complains about. */
  complaints(): readonly string[];
  environment(): LoadedEnvironment;
  /** What loading the pocket environment whole complains about. */
  environmentComplaints(): readonly string[];
  task(id?: string): LoadedTask;
  remove(): void;
}

export function copyFixture(): FixtureCopy {
  const folder = mkdtempSync(join(tmpdir(), "catalog-"));
  cpSync(join(fixtureFolders.environments, ".."), folder, { recursive: true, verbatimSymlinks: true });
  const folders = { environments: join(folder, "environments"), tasks: join(folder, "tasks") };
  const loadPocket = () => {
    const { catalog, problems } = loadCatalog(folders);
    const entry = catalog.environments.get("pocket");
    if (entry === undefined) throw new Error(problems.map(renderProblem).join("\n"));
    return loadEnvironment(entry);
  };
  return {
    folder,
    folders,
    edit(path, from, to) {
      const text = readFileSync(join(folder, path), "utf8");
      if (!text.includes(from)) throw new Error(`${path} lacks ${from}`);
      writeFileSync(join(folder, path), text.replace(from, to));
    },
    complaints: () => loadCatalog(folders).problems.map(renderProblem),
    environment() {
      const loaded = loadPocket();
      if (!loaded.ok) throw new Error(loaded.problems.map(renderProblem).join("\n"));
      return loaded.value;
    },
    environmentComplaints() {
      const loaded = loadPocket();
      return loaded.ok ? [] : loaded.problems.map(renderProblem);
    },
    task(id = "heron-honesty-down") {
      const { catalog, problems } = loadCatalog(folders);
      const task = catalog.tasks.find(({ file }) => file.id === id);
      if (task === undefined) throw new Error(problems.map(renderProblem).join("\n"));
      return task;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
