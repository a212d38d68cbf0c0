import { baseLevels, findApart, offeredLevels } from "../catalog/factor-levels.js";
import { listChoices } from "../catalog/problem.js";
import type { Environment } from "../schema/environment.js";
import { Factor, type Levels } from "../schema/labels.js";
import type { TaskFile } from "../schema/task.js";
import { parseVariant } from "./parse-vary.js";
import { badUsage } from "./user-error.js";

/** The variant of a task that `--variant` names. Throws `InputError` for levels that the task does not offer or keeps apart. */
export function chooseVariant(text: string | undefined, task: TaskFile, environment: Environment): Levels {
  const levels = parseVariant(text);
  for (const factor of Factor.options) {
    const level = levels[factor];
    const offered = offeredLevels(factor, task, environment);
    if (level === undefined || offered.includes(level)) continue;
    throw badUsage(`--variant ${factor}`, `${listChoices(offered)}, which ${task.id} offers`, level);
  }
  const apart = findApart({ ...baseLevels(task, environment), ...levels }, task, environment);
  if (apart !== undefined)
    throw badUsage("--variant", `one that does not hold ${apart.join(" and ")} together`, text ?? "base");
  return levels;
}
