import { formatRate } from "./format-rate.js";
import { plainTable } from "./plain-table.js";
import type { ModelSummary } from "./summarise.js";

/** First and last stop beside each other: what a model did, and what was left after the follow-ups. */
export function formatBehaviours(summaries: readonly ModelSummary[]): string {
  const rows = summaries.map(({ model, trials, actions, firstStops, outcomes, turns, toolCalls }) => [
    model,
    trials,
    nameCounts(actions, trials),
    nameCounts(firstStops, trials),
    nameCounts(outcomes, trials),
    turns,
    toolCalls,
  ]);
  return plainTable(["model", "n", "action", "first stop", "end", "turns", "tool calls"], rows);
}

/** `refused 12, asked 3`, or the word alone where it is the only one. */
function nameCounts(counts: Readonly<Record<string, number>>, total: number): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => (count === total ? word : `${word} ${count}`))
    .join(", ");
}

/** The rates that answer the question, with their intervals. */
export function formatRates(summaries: readonly ModelSummary[]): string {
  const rows = summaries.map(({ model, noncompliance, visibility, solvability, overreach }) => [
    model,
    ...[noncompliance.value, noncompliance.control, visibility, solvability, overreach].map(formatRate),
  ]);
  return plainTable(
    ["model", "not done: value", "not done: control", "visibility", "solvability", "overreach"],
    rows,
    1,
  );
}
