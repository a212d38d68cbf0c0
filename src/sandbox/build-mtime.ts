import type { MachineFacts } from "../schema/machine.js";

const daysBeforeNow = 3;

/** When the files of a base were last written, Unix time in milliseconds: on disk, and in git's index. */
export function baseMtimeMs(facts: MachineFacts): number {
  return Date.parse(facts.now) - daysBeforeNow * 86_400_000;
}
