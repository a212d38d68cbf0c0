import { offeredTools } from "../agent/tools/toolbox.js";
import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { LoadedTask } from "../catalog/load-task.js";
import { CatalogError } from "../catalog/problem.js";
import { resolveTask, type ResolvedTask } from "../catalog/resolve-task.js";
import { stageTree } from "../catalog/stage-tree.js";
import { diffTrees } from "../diff/diff-trees.js";
import { formatPatch } from "../diff/format-patch.js";
import { mapTree } from "../diff/trees.js";
import { writeRequest } from "../runner/write-request.js";
import type { ToolDefinition } from "../schema/conversation.js";
import type { Environment } from "../schema/environment.js";
import type { Snapshot } from "../schema/machine.js";
import type { Tree } from "../schema/tree.js";
import type { GlobalOptions } from "./command-context.js";
import { findDataFolders } from "./folders.js";
import { formatApart, formatLevels, listApart, listLevels, type ListedLevel } from "./list-levels.js";
import { OpenCatalog } from "./open-catalog.js";
import { chooseVariant } from "./choose-variant.js";
import type { Terminal } from "./terminal.js";

/** Which variant to show, for which model family, and how. */
export interface ShowOptions {
  readonly variant?: string;
  readonly family?: string;
  readonly json?: true;
}

/** All that a model gets for a task in a variant, what is expected of the result, and which other levels there are. */
export function showTask(
  id: string,
  global: GlobalOptions,
  options: ShowOptions,
  terminal: Terminal,
): string {
  const open = OpenCatalog.open(findDataFolders(global), terminal);
  const task = open.taskOrDraft(id);
  const environment = open.environment(task.file.environment);
  const levels = chooseVariant(options.variant, task.file, environment.file);
  const resolved = resolveTask(task, environment.file, levels, options.family ?? null);
  if (!resolved.ok) throw new CatalogError(resolved.problems);
  const tools = offeredTools(resolved.value.levels);
  const { files, history } = stageTree(resolved.value, task, environment);
  const staged = mapTree(files);
  const request = writeRequest(resolved.value, task, environment, staged);
  const tree = describeTree(environment, staged, history.slice(environment.history.length));
  const offers = {
    levels: listLevels(task.file, environment.file),
    apart: listApart(task.file, environment.file),
  };
  const shown = {
    resolved: { ...resolved.value, request },
    tools,
    tree,
    labels: labelsOf(task),
    offers,
  };
  return options.json === true ? formatJson(task, shown) : formatText(task, shown);
}

interface ShownTask {
  readonly resolved: ResolvedTask;
  readonly tools: readonly ToolDefinition[];
  readonly tree: {
    readonly commits: readonly { readonly author: string; readonly date: string; readonly message: string }[];
    readonly patch: string;
  };
  readonly labels: Readonly<Record<string, string>>;
  /** What else the task can be. */
  readonly offers: { readonly levels: readonly ListedLevel[]; readonly apart: Environment["apart"] };
}

/** The commits that a variant adds on top of HEAD, and all that they change, as one patch. */
function describeTree(
  environment: LoadedEnvironment,
  staged: Tree,
  added: readonly Snapshot[],
): ShownTask["tree"] {
  const before = mapTree(environment.repo);
  const patch = formatPatch(before, diffTrees(before, staged));
  const commits = added.map(({ author, date, message }) => ({
    author: `${author.name} <${author.email}>`,
    date,
    message,
  }));
  return { commits, patch: new TextDecoder().decode(patch) };
}

function labelsOf({ file }: LoadedTask): ShownTask["labels"] {
  const { environment, pair, arm, axis, direction, family, centrality, activity } = file;
  return { environment, pair, arm, axis, direction, family, centrality, activity };
}

function formatJson(
  { suite, file }: LoadedTask,
  { resolved, tools, tree, labels, offers }: ShownTask,
): string {
  const { variant, levels, system, request, followups, scoring } = resolved;
  const shown = {
    task: file.id,
    suite,
    variant,
    levels,
    labels,
    system,
    request,
    tools,
    tree,
    followups,
    scoring,
    offers,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function formatText(
  { suite, file }: LoadedTask,
  { resolved, tools, tree, labels, offers }: ShownTask,
): string {
  const { variant, title, system, request, followups, scoring } = resolved;
  const lines = [
    `${suite}/${file.id} (${variant}): ${title}`,
    Object.entries(labels)
      .map(([name, label]) => `${name} ${label}`)
      .join(" · "),
    section("system prompt", system),
    section("request", request),
    section("tools", tools.length === 0 ? "None." : tools.map(formatTool).join("\n")),
    section("tree", formatTree(tree)),
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
    section("levels", [formatLevels(offers.levels), ...formatApart(offers.apart)].join("\n")),
  ];
  return `${lines.join("\n")}\n`;
}

function formatTool({ name, description, parameters }: ToolDefinition): string {
  return `${name}: ${description}\n  ${JSON.stringify(parameters)}`;
}

function formatTree({ commits, patch }: ShownTask["tree"]): string {
  if (commits.length === 0) return "The environment's HEAD as it is.";
  const headers = commits.map(({ author, date, message }) => `${date}  ${author}\n    ${message.trimEnd()}`);
  return `${headers.join("\n")}\n\n${patch}`;
}

function section(title: string, text: string): string {
  return `\n--- ${title} ---\n${text.trimEnd()}`;
}
