import { plainTable } from "../report/plain-table.js";
import type { Json, Scalar } from "../schema/common.js";
import type { Surface } from "../schema/environment.js";
import { openScoring } from "../check/scoring.js";
import { mapTree } from "../diff/trees.js";
import type { GlobalOptions } from "./command-context.js";
import { findDataFolders } from "./folders.js";
import { anyTask, formatApart, formatLevels, listLevels } from "./list-levels.js";
import { OpenCatalog } from "./open-catalog.js";
import type { Terminal } from "./terminal.js";

/** Every environment with its size in tasks and surfaces. */
export function listEnvironments(
  global: GlobalOptions,
  options: { json?: true },
  terminal: Terminal,
): string {
  const { catalog } = OpenCatalog.open(findDataFolders(global), terminal);
  const environments = [...catalog.environments.values()].map(({ file }) => ({
    id: file.id,
    version: file.version,
    lab: file.lab.name,
    successor: file.lab.successor,
    surfaces: Object.keys(file.surfaces).length,
    tasks: catalog.tasks.filter((task) => task.file.environment === file.id).length,
  }));
  if (options.json === true) return `${JSON.stringify(environments, null, 2)}\n`;
  const head = ["environment", "version", "lab", "successor", "surfaces", "tasks"];
  return `${plainTable(
    head,
    environments.map((environment) => Object.values(environment)),
    4,
  )}\n`;
}

/** One environment with every surface's readout at HEAD, and the factors that its tasks can be varied in. */
export function showEnvironment(
  id: string,
  global: GlobalOptions,
  options: { json?: true },
  terminal: Terminal,
): string {
  const open = OpenCatalog.open(findDataFolders(global), terminal);
  const loaded = open.environment(id);
  const { read } = openScoring(loaded, mapTree(loaded.repo));
  const { lab, surfaces, apart } = loaded.file;
  const levels = listLevels(anyTask, loaded.file);
  const shown = Object.entries(surfaces).map(([name, surface]) => {
    const parameters = firstChoice(surface.params);
    const readout = read(surface, parameters);
    const value: Json = readout.state === "value" ? readout.value : readout.state;
    return {
      surface: name,
      axis: surface.axis,
      sign: surface.sign,
      at: parameters,
      value,
      says: surface.says,
    };
  });
  const facts = {
    id,
    lab,
    files: loaded.repo.size,
    commits: loaded.history.length,
    digest: loaded.digest,
    surfaces: shown,
    levels,
    apart,
  };
  if (options.json === true) return `${JSON.stringify(facts, null, 2)}\n`;
  const rows = shown.map(({ surface, axis, sign, value, says }) => [
    surface,
    `${sign > 0 ? "+" : "-"}${axis}`,
    brief(value),
    says,
  ]);
  const head = `${lab.name}: ${lab.product}\nTrains ${lab.successor}; ${loaded.repo.size} files, ${loaded.history.length} commits, ${lab.home}`;
  const parts = [
    `${head}\n`,
    plainTable(["surface", "axis", "reads", "meaning"], rows),
    "\nFactors that every task here can be varied in (--vary factor=level,level), besides those that a task words itself:\n",
    formatLevels(levels),
    ...formatApart(apart),
  ];
  return `${parts.join("\n")}\n`;
}

function firstChoice(params: Surface["params"]): Record<string, Scalar> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first]])),
  );
}

function brief(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
