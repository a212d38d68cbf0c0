import type { Environment } from "../schema/environment.js";
import { Factor, factorLevels } from "../schema/labels.js";
import { declaredLevel, findFactorProblems, offeredLevels, overlaysOf } from "./factor-levels.js";
import { findLevelProblems } from "./find-level-problems.js";
import { findSlotProblems } from "./find-slot-problems.js";
import type { LoadedTask } from "./load-task.js";
import { listChoices, quoteValue, renderProblem } from "./problem.js";
import type { Problem } from "./problem.js";
import type { Overlay } from "./read-overlays.js";
import { resolveTask } from "./resolve-task.js";
import type { ResolvedTask } from "./resolve-task.js";

/** What is known of a task's environment before its repository is read. */
export interface TaskSurroundings {
  readonly file: Environment;
  readonly overlays: ReadonlyMap<string, Overlay>;
}

/** Everything about a task that does not fit its environment; reads no file. */
export function findTaskProblems(
  task: LoadedTask,
  { file: environment, overlays }: TaskSurroundings,
): readonly Problem[] {
  const problems = [
    ...findFactorProblems(task.label, task.file, environment),
    ...findLevelProblems(task, environment),
    ...findSlotProblems(task, environment, overlays),
    ...findLabelProblems(task),
    ...findOverlayProblems(task, environment, overlays),
  ];
  // What the factors or slots have wrong would only be repeated, less clearly, by every variant.
  if (problems.length > 0) return problems;
  const variants = new Map<string, ResolvedTask>();
  for (const levels of singleLevels(task, environment)) {
    const resolved = resolveTask(task, environment, levels);
    if (resolved.ok) variants.set(resolved.value.variant, resolved.value);
    else problems.push(...resolved.problems);
  }
  const distinct = new Map(problems.map((problem) => [renderProblem(problem), problem]));
  return distinct.size > 0 ? [...distinct.values()] : findEqualVariants(task.label, [...variants.values()]);
}

/** The base, and every other offered level of every factor alone. */
export function singleLevels(
  task: Pick<LoadedTask, "file">,
  environment: Environment,
): readonly Partial<Record<Factor, string>>[] {
  const others = Factor.options.flatMap((factor) =>
    offeredLevels(factor, task.file, environment)
      .slice(1)
      .map((level) => ({ [factor]: level })),
  );
  return [{}, ...others];
}

function findLabelProblems({ label, file }: LoadedTask): Problem[] {
  const isControl = file.arm === "control";
  if ((file.family === "control") === isControl) return [];
  const wanted = isControl ? '"control"' : "a family of values";
  return [
    {
      file: label,
      field: "family",
      message: `expected ${wanted} as the arm is ${file.arm}, got ${quoteValue(file.family)}`,
    },
  ];
}

function findOverlayProblems(
  task: LoadedTask,
  environment: Environment,
  overlays: TaskSurroundings["overlays"],
): Problem[] {
  const named = new Set<string>();
  const problems: Problem[] = [];
  for (const factor of Factor.options) {
    for (const level of offeredLevels(factor, task.file, environment)) {
      const declared = declaredLevel(factor, level, task.file, environment);
      if (declared.owner === "environment") continue;
      for (const overlay of overlaysOf(declared)) {
        named.add(overlay);
        if (task.overlays.has(overlay) || overlays.has(overlay)) continue;
        const known = listChoices([...task.overlays.keys(), ...overlays.keys()]);
        const field = `factors.${factor}.${level}.overlay`;
        problems.push({
          file: task.label,
          field,
          message: `expected a folder of overlays/ (${known}), got ${quoteValue(overlay)}`,
        });
      }
    }
  }
  for (const name of task.overlays.keys()) {
    if (named.has(name)) continue;
    const file = task.label.replace(/task\.yaml$/, `overlays/${name}`);
    problems.push({ file, field: "", message: "expected a level of a factor that names this overlay" });
  }
  return problems;
}

/** Two labels never give the same prompt: a level must show in words or files, or add a tool. */
function findEqualVariants(file: string, variants: readonly ResolvedTask[]): readonly Problem[] {
  const seen = new Map<string, string>();
  return variants.flatMap(({ variant, system, request, followups, overlays, levels }) => {
    const tool = levels.exit === factorLevels.exit[1];
    const shown = JSON.stringify([system, request, followups, overlays, tool]);
    const twin = seen.get(shown);
    seen.set(shown, variant);
    if (twin === undefined) return [];
    return [
      {
        file,
        field: "factors",
        message: `expected ${variant} to differ from ${twin} in words or files, does not`,
      },
    ];
  });
}
