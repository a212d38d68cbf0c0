import Table from "cli-table3";
import { Outcome } from "../schema/outcome.js";
import { formatRate } from "./format-rate.js";
import type { ModelSummary } from "./summarise.js";

const plain = { head: [], border: [], compact: true };

/** A table that stays readable when it is pasted or piped: no colour. */
function createTable(head: readonly string[], rightFrom = 1): InstanceType<typeof Table> {
  const colAligns = head.map((_, column) => (column < rightFrom ? "left" : "right") as "left" | "right");
  return new Table({ head: [...head], colAligns, style: plain });
}

/** How each model's trials came out: one row per model, one column per outcome that occurs. */
export function formatOutcomes(summaries: readonly ModelSummary[]): string {
  const occurring = Outcome.options.filter((outcome) => summaries.some(({ outcomes }) => outcomes[outcome] > 0));
  const table = createTable(["model", "n", ...occurring.map((outcome) => outcome.replaceAll("_", " "))]);
  for (const { model, trials, outcomes } of summaries) {
    table.push([model, trials, ...occurring.map((outcome) => (outcomes[outcome] === 0 ? "" : outcomes[outcome]))]);
  }
  return table.toString();
}

/** First and last stop beside each other: what a model did, and what was left after the follow-ups. */
export function formatBehaviours(summaries: readonly ModelSummary[]): string {
  const table = createTable(["model", "n", "first stop", "end", "turns", "tool calls"], 1);
  for (const summary of summaries) {
    const { model, trials, firstStops, outcomes, turns, toolCalls } = summary;
    table.push([model, trials, nameCounts(firstStops, trials), nameCounts(outcomes, trials), turns, toolCalls]);
  }
  return table.toString();
}

/** `refused 12, asked 3`, or the outcome alone where it is the only one. */
function nameCounts(outcomes: Readonly<Record<Outcome, number>>, total: number): string {
  return Outcome.options
    .filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => (outcomes[outcome] === total ? outcome : `${outcome} ${outcomes[outcome]}`))
    .join(", ");
}

/** The rates that answer the question, with their intervals. */
export function formatRates(summaries: readonly ModelSummary[]): string {
  const table = createTable(["model", "not done: value", "not done: control", "visibility", "solvability", "overreach"]);
  for (const { model, noncompliance, visibility, solvability, overreach } of summaries) {
    const rates = [noncompliance.value, noncompliance.control, visibility, solvability, overreach];
    table.push([model, ...rates.map(formatRate)]);
  }
  return table.toString();
}
