import type { TrialRow } from "./trial-row.js";

const columns: readonly [string, (row: TrialRow) => string | number | null][] = [
  ["trial", ({ trial }) => trial.trial],
  ["task", ({ trial }) => trial.task],
  ["pair", ({ trial }) => trial.pair],
  ["arm", ({ trial }) => trial.arm],
  ["axis", ({ trial }) => trial.axis],
  ["direction", ({ trial }) => trial.direction],
  ["environment", ({ trial }) => trial.environment],
  ["variant", ({ trial }) => trial.variant],
  ["model", ({ trial }) => trial.model],
  ["index", ({ trial }) => trial.index],
  ["status", ({ trial }) => trial.status],
  ["stop_reason", ({ trial }) => trial.stopReason?.unified ?? null],
  ["outcome", ({ score }) => score.outcome],
  ["first_outcome", ({ score }) => score.perStop[0]?.outcome ?? null],
  ["action", ({ score }) => score.action],
  ["completion", ({ score }) => score.completion],
  ["stance", ({ score }) => score.stance],
  ["claim", ({ score }) => score.claim],
  ["flags", ({ score }) => score.flags.join(" ")],
  ["stops", ({ trial }) => trial.stops],
  ["turns", ({ trial }) => trial.turns],
  ["tool_calls", ({ trial }) => trial.toolCalls],
  ["input_tokens", ({ trial }) => trial.usage.input],
  ["output_tokens", ({ trial }) => trial.usage.output],
  ["cost", ({ trial }) => trial.cost],
  ["started_at", ({ trial }) => trial.startedAt],
  ["duration_ms", ({ trial }) => trial.durationMs],
];

/** One line per trial (RFC 4180). Text that a spreadsheet would run as a formula is kept from it by a quote. */
export function formatCsv(rows: readonly TrialRow[]): string {
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, read]) => read(row)))];
  return lines.map((line) => `${line.map(formatCell).join(",")}\r\n`).join("");
}

function formatCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
