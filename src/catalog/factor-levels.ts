import type { Environment } from "../schema/environment.js";
import { Factor, factorLevels } from "../schema/labels.js";
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

/** The levels of a factor that a task offers, base first. A task that does not name the factor offers its base only. */
export function offeredLevels(
  factor: Factor,
  task: Pick<TaskFile, "factors">,
  environment: FactorSource,
): readonly string[] {
  const own = task.factors[factor];
  if (own === undefined) return [factorLevels[factor][0]];
  const ownLevels = own === "inherit" ? [] : Object.keys(own);
  const levels = [...ownLevels, ...Object.keys(environment.factors[factor] ?? {})];
  const base = own === "inherit" ? factorLevels[factor][0] : (ownLevels[0] ?? factorLevels[factor][0]);
  return [...new Set([base, ...levels])];
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

/** Levels that are not among a factor's words, and factors inherited from an environment that lacks them. */
export function findFactorProblems(
  file: string,
  factors: TaskFile["factors"],
  environment?: FactorSource,
): Problem[] {
  return Factor.options.flatMap((factor): Problem[] => {
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
}
