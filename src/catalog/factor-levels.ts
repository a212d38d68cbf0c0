import type { z } from "zod";
import type { Environment, FactorText } from "../schema/environment.js";
import { Factor, factorLevels } from "../schema/labels.js";
import type { TaskFile } from "../schema/task.js";
import { listChoices } from "./problem.js";
import type { Problem } from "./problem.js";

type FactorSource = Pick<Environment, "id" | "factors">;

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

/** How a level reads: the task's own text, else the environment's, else empty. `owner` says whose overlay it names. */
export function levelText(
  factor: Factor,
  level: string,
  task: Pick<TaskFile, "factors">,
  environment: FactorSource,
): z.infer<typeof FactorText> & { readonly owner: "task" | "environment" } {
  const own = task.factors[factor];
  const ownText = own === undefined || own === "inherit" ? undefined : own[level];
  if (ownText !== undefined) return { ...ownText, owner: "task" };
  return { ...(environment.factors[factor]?.[level] ?? { text: "" }), owner: "environment" };
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
