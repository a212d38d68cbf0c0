import { plainTable } from "../report/plain-table.js";
import type { GlobalOptions } from "./command-context.js";
import { findDataFolders } from "./folders.js";
import { OpenCatalog } from "./open-catalog.js";
import type { Terminal } from "./terminal.js";

/** Every task with its labels. */
export function listTasks(
  global: GlobalOptions,
  options: { suite?: string; json?: true },
  terminal: Terminal,
): string {
  const open = OpenCatalog.open(findDataFolders(global), terminal);
  const chosen = options.suite === undefined ? open.catalog.tasks : open.suite(options.suite);
  const tasks = chosen.map(({ suite, file, patches }) => {
    const { id, version, environment, pair, arm, axis, direction, centrality, activity, title } = file;
    return {
      suite,
      id,
      version,
      environment,
      pair,
      arm,
      axis,
      direction,
      centrality,
      activity,
      title,
      patches: patches.length,
    };
  });
  if (options.json === true) return `${JSON.stringify(tasks, null, 2)}\n`;
  const rows = tasks.map(({ suite, id, pair, arm, axis, direction, activity, patches }) => [
    suite,
    id,
    pair,
    arm,
    `${axis} ${direction}`,
    activity,
    patches,
  ]);
  return `${plainTable(["suite", "task", "pair", "arm", "axis", "activity", "patches"], rows, 6)}\n`;
}
