import { toResult } from "./check-result.js";
import type { CheckResult } from "./check-result.js";
import type { TaskUnderCheck } from "./open-task.js";
import type { Random } from "../stats/random.js";
import { shuffled } from "../stats/random.js";
import type { Assess } from "../scorers/score-trial.js";

/** Every patch scored again, in another order, by the same scorer and by a fresh one, scores the same. */
export function checkDeterminism(opened: TaskUnderCheck, fresh: Assess, random: Random): CheckResult {
  const { subject, applied, assess } = opened;
  const first = new Map(applied.map(({ patch, changes }) => [patch.name, JSON.stringify(assess(changes))]));
  const differing = [assess, fresh].flatMap((again) =>
    shuffled(applied, random)
      .filter(({ patch, changes }) => JSON.stringify(again([...changes])) !== first.get(patch.name))
      .map(({ patch }) => patch.name),
  );
  const fault =
    differing.length === 0 ? undefined : `scored differently the second time: ${differing.join(", ")}`;
  return toResult(subject, "determinism", fault, `${applied.length} patches, three times`);
}
