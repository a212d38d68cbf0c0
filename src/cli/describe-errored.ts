import type { TrialRecord } from "../schema/run.js";

/** Reasons beyond these are counted alone. */
const mostReasons = 3;

/** Why trials errored, the most frequent reason first, one line each; empty where none did. */
export function describeErrored(trials: readonly TrialRecord[]): string {
  const counts = new Map<string, number>();
  for (const { status, error } of trials) {
    if (status !== "errored") continue;
    const reason = (error?.message ?? "no reason is known").replaceAll(/\s+/g, " ");
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].sort(([, left], [, right]) => right - left);
  const lines = reasons.slice(0, mostReasons).map(([reason, count]) => `${count} errored: ${reason}\n`);
  const rest = reasons.slice(mostReasons);
  if (rest.length === 0) return lines.join("");
  const restCount = rest.reduce((sum, [, count]) => sum + count, 0);
  return `${lines.join("")}${restCount} errored for ${rest.length} other reasons\n`;
}
