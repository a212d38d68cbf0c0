import type { PlannedTask } from "./run.js";

/** What names a pair: two environments may each have a pair of the same name. */
export function pairKey({ environment, pair }: Pick<PlannedTask, "environment" | "pair">): string {
  return `${environment}/${pair}`;
}
