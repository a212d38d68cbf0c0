import { pairKey } from "../schema/pair-key.js";
import type { PlannedTask } from "../schema/run.js";

/** How many pairs have tasks in both arms: a gap is over these. */
export function countPairs(tasks: readonly Pick<PlannedTask, "environment" | "pair" | "arm">[]): number {
  const keysOf = (arm: PlannedTask["arm"]): Set<string> =>
    new Set(tasks.filter((task) => task.arm === arm).map(pairKey));
  const controls = keysOf("control");
  return [...keysOf("value")].filter((key) => controls.has(key)).length;
}
