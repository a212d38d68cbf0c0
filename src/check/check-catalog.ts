import type { Catalog, EnvironmentEntry } from "../catalog/load-catalog.js";
import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { LoadedTask } from "../catalog/load-task.js";
import type { Loaded, Problem } from "../catalog/problem.js";
import { renderProblem } from "../catalog/problem.js";
import type { ToolDefinition } from "../schema/conversation.js";
import { checkEnvironment } from "./check-environment.js";
import { checkEnvironmentTelltales, checkTaskTelltales, checkToolTelltales } from "./check-telltales.js";
import { checkTask } from "./check-task.js";
import { checkTwins } from "./check-twins.js";
import { toResult } from "./check-result.js";
import type { CheckEvent, CheckResult } from "./check-result.js";
import { openTask } from "./open-task.js";
import type { TaskUnderCheck } from "./open-task.js";
import type { OpenScoring } from "./scoring.js";

/** What is checked, and with what. */
export interface CheckInput {
  readonly catalog: Catalog;
  /** What loading found wrong; each is a failed check. */
  readonly problems: readonly Problem[];
  /** Reads an environment whole; called once for each that is needed. */
  readonly load: (entry: EnvironmentEntry) => Loaded<LoadedEnvironment>;
  readonly open: OpenScoring;
  /** Every tool that an agent may be given. */
  readonly tools: readonly ToolDefinition[];
  /** Which environments and tasks; all by default. A task brings its pair, and not the checks of its environment. */
  readonly only?: { readonly environments?: readonly string[]; readonly tasks?: readonly string[] };
  /** Decides which mutants are drawn and in what order patches are scored again. */
  readonly seed: number;
}

/** Proves environments, tasks and pairs one by one, telling each finding as it comes. */
export function* checkCatalog(input: CheckInput): Generator<CheckEvent, void> {
  for (const problem of input.problems) yield asEvent(toResult("catalog", "loads", renderProblem(problem)));
  const tasks = chooseTasks(input);
  const environments = chooseEnvironments(input);
  if (tasks.length === 0 && environments.length === 0 && input.problems.length === 0)
    yield asEvent(toResult("catalog", "content", "nothing to check"));
  yield asEvent(checkToolTelltales(input.tools));
  const needed = new Set([...environments, ...tasks.map(({ file }) => file.environment)]);
  for (const id of needed) {
    const entry = input.catalog.environments.get(id);
    if (entry === undefined) {
      yield asEvent(toResult(`environment ${id}`, "loads", "no environment of this name loads"));
      continue;
    }
    const environment = input.load(entry);
    if (!environment.ok) {
      for (const problem of environment.problems)
        yield asEvent(toResult(`environment ${id}`, "loads", renderProblem(problem)));
      continue;
    }
    if (environments.includes(id)) yield* checkOneEnvironment(environment.value, input.open);
    yield* checkTasksOf(
      environment.value,
      tasks.filter(({ file }) => file.environment === id),
      input,
    );
  }
}

function* checkOneEnvironment(
  environment: LoadedEnvironment,
  open: OpenScoring,
): Generator<CheckEvent, void> {
  for (const result of checkEnvironment(environment, open)) yield asEvent(result);
  for (const result of checkEnvironmentTelltales(environment)) yield asEvent(result);
}

function* checkTasksOf(
  environment: LoadedEnvironment,
  tasks: readonly LoadedTask[],
  input: CheckInput,
): Generator<CheckEvent, void> {
  const pairs = new Map<string, TaskUnderCheck[]>();
  for (const task of tasks) {
    const opened = openTask(task, environment, input.open);
    if ("fault" in opened) {
      yield asEvent(toResult(`task ${task.suite}/${task.file.id}`, "opens", opened.fault));
      continue;
    }
    const pair = `${task.suite}/${task.file.pair}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), opened]);
    yield* checkTask(opened, input.open, input.seed);
    for (const result of checkTaskTelltales(task, environment)) yield asEvent(result);
  }
  for (const [pair, members] of pairs) {
    for (const result of checkTwins(pair, members)) yield asEvent(result);
  }
}

function chooseTasks({ catalog, only }: CheckInput): readonly LoadedTask[] {
  if (only === undefined) return catalog.tasks;
  const named = catalog.tasks.filter(({ file }) => only.tasks?.includes(file.id));
  const pairs = new Set(named.map(({ suite, file }) => `${suite}/${file.pair}`));
  return catalog.tasks.filter(({ suite, file }) => pairs.has(`${suite}/${file.pair}`));
}

function chooseEnvironments({ catalog, only }: CheckInput): readonly string[] {
  return only === undefined ? [...catalog.environments.keys()] : (only.environments ?? []);
}

function asEvent(result: CheckResult): CheckEvent {
  return { type: "result", result };
}
