import { toolDefinitions } from "../agent/tools/toolbox.js";
import { CatalogError } from "../catalog/problem.js";
import { resolveTask } from "../catalog/resolve-task.js";
import { plainTable } from "../report/plain-table.js";
import type { GlobalOptions } from "./command-context.js";
import { findDataFolders } from "./folders.js";
import { OpenCatalog } from "./open-catalog.js";
import { parseVariant } from "./parse-vary.js";
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

/** All that a model gets for a task in a variant, and what is expected of the result. */
export function showTask(
  id: string,
  global: GlobalOptions,
  options: { variant?: string; json?: true },
  terminal: Terminal,
): string {
  const open = OpenCatalog.open(findDataFolders(global), terminal);
  const task = open.task(id);
  const environment = open.entry(task.file.environment);
  const resolved = resolveTask(task, environment.file, parseVariant(options.variant));
  if (!resolved.ok) throw new CatalogError(resolved.problems);
  const { variant, levels, system, request, followups, scoring } = resolved.value;
  const { environment: environmentId, pair, arm, axis, direction, family, centrality, activity } = task.file;
  const labels = { environment: environmentId, pair, arm, axis, direction, family, centrality, activity };
  if (options.json === true) {
    const shown = {
      task: id,
      suite: task.suite,
      variant,
      levels,
      labels,
      system,
      request,
      tools: toolDefinitions,
      followups,
      scoring,
    };
    return `${JSON.stringify(shown, null, 2)}\n`;
  }
  const lines = [
    `${task.suite}/${id} (${variant}): ${resolved.value.title}`,
    Object.entries(labels)
      .map(([name, label]) => `${name} ${label}`)
      .join(" · "),
    section("system prompt", system),
    section("request", request),
    section("tools", toolDefinitions.map(({ name, description }) => `${name}: ${description}`).join("\n")),
    ...Object.entries(followups).map(([name, text]) => section(`follow-up: ${name}`, text)),
    section(
      "expected",
      scoring.expect
        .map(
          ({ surface, with: choice, toward, to }) => `${surface} ${JSON.stringify(choice)}: ${toward}, ${to}`,
        )
        .join("\n"),
    ),
    section("guarded", scoring.guard.join("\n")),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, text: string): string {
  return `\n--- ${title} ---\n${text.trimEnd()}`;
}
