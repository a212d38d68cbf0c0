import type { Environment } from "../schema/environment.js";
import { Factor, factorLevels, mapFactors } from "../schema/labels.js";
import type { TaskFile, TaskLevel } from "../schema/task.js";
import { listChoices } from "./problem.js";
import type { Problem } from "./problem.js";

type FactorSource = Pick<Environment, "id" | "factors">;

/** One level of every factor. */
export type CompleteLevels = Readonly<Record<Factor, string>>;

/** A level and who declares it: whose overlay it names. */
export type DeclaredLevel = TaskLevel & { readonly owner: "task" | "environment" };

/** A level as it reads in a variant. */
export type LevelReading = DeclaredLevel & { readonly text: string };

type FactorTask = Pick<TaskFile, "factors" | "without">;

/**
 * The levels of a factor that a task offers, base first: its own, and those of its environment that it does not go without.
 * The base is the factor's first level, whether or not somebody words it.
 */
export function offeredLevels(
  factor: Factor,
  { factors, without }: FactorTask,
  environment: FactorSource,
): readonly string[] {
  const own = factors[factor];
  const ownLevels = own === undefined || own === "inherit" ? [] : Object.keys(own);
  const levels = [...ownLevels, ...Object.keys(environment.factors[factor] ?? {})];
  const [base] = factorLevels[factor];
  return [...new Set([base, ...levels])].filter((level) => !without.includes(`${factor}=${level}`));
}

/** The level of every factor that a task has where nothing is varied: the first that it offers. */
export function baseLevels(task: TaskFile, environment: Environment): CompleteLevels {
  return mapFactors((factor) => offeredLevels(factor, task, environment)[0] ?? "");
}

/** The levels that a task and its environment keep apart and that all stand in one variant; undefined where none do. */
export function findApart(
  levels: CompleteLevels,
  task: Pick<TaskFile, "apart">,
  environment: Pick<Environment, "apart">,
): readonly string[] | undefined {
  const chosen = new Set(Object.entries(levels).map(([factor, level]) => `${factor}=${level}`));
  return [...environment.apart, ...task.apart].find((names) => names.every((name) => chosen.has(name)));
}

/** The overlays that a level names. */
export function overlaysOf({ overlay }: Pick<TaskLevel, "overlay">): readonly string[] {
  return overlay === undefined ? [] : typeof overlay === "string" ? [overlay] : overlay;
}

/** A level of a factor: the task's own, else the environment's, else one that says nothing. */
export function declaredLevel(
  factor: Factor,
  level: string,
  task: Pick<TaskFile, "factors">,
  environment: FactorSource,
): DeclaredLevel {
  const own = task.factors[factor];
  const declared = own === undefined || own === "inherit" ? undefined : own[level];
  if (declared !== undefined) return { ...declared, owner: "task" };
  return { ...(environment.factors[factor]?.[level] ?? { text: "", slots: {} }), owner: "environment" };
}

/** The chosen level of a factor, in the chosen wording where it has several. */
export function readLevel(
  factor: Factor,
  levels: CompleteLevels,
  task: Pick<TaskFile, "factors">,
  environment: FactorSource,
): LevelReading {
  const declared = declaredLevel(factor, levels[factor], task, environment);
  const { text } = declared;
  return { ...declared, text: typeof text === "string" ? text : (text[levels.wording] ?? "") };
}

/** Levels that are not among a factor's words, factors that the environment lacks, and levels that cannot be gone without. */
export function findFactorProblems(
  file: string,
  { factors, without }: FactorTask,
  environment?: FactorSource,
): Problem[] {
  const own = Factor.options.flatMap((factor): Problem[] => {
    const entry = factors[factor];
    const known: readonly string[] = factorLevels[factor];
    if (entry === undefined) return [];
    if (entry === "inherit") {
      if (environment === undefined || environment.factors[factor] !== undefined) return [];
      const declared = listChoices(Object.keys(environment.factors));
      return [
        {
          file,
          field: `factors.${factor}`,
          message: `expected a factor of ${environment.id} to inherit (${declared})`,
        },
      ];
    }
    return Object.keys(entry)
      .filter((level) => !known.includes(level))
      .map((level) => ({
        file,
        field: `factors.${factor}.${level}`,
        message: `expected ${listChoices(known)}`,
      }));
  });
  const gone = Factor.options.flatMap((factor): Problem[] =>
    without
      .filter((name) => name === `${factor}=${factorLevels[factor][0]}`)
      .map((name) => ({ file, field: "without", message: `expected no base level, got ${name}` })),
  );
  return [...own, ...gone];
}
