import { Factor } from "../schema/labels.js";
import type { JudgeScore } from "../schema/judge.js";
import { printable } from "./printable.js";
import type { StudiedRun } from "./studied-run.js";
import type { StudyRow } from "./study-row.js";

type Column = readonly [name: string, read: (row: StudyRow) => string | number | boolean | null];

const nameVote = ({ judge, stance }: JudgeScore["votes"][number]): string => `${judge}:${stance}`;

const columns: readonly Column[] = [
  ["trial", ({ trial }) => trial.trial],
  ["task", ({ trial }) => trial.task],
  ["pair", ({ trial }) => trial.pair],
  ["arm", ({ trial }) => trial.arm],
  ["axis", ({ trial }) => trial.axis],
  ["direction", ({ trial }) => trial.direction],
  ["family", ({ labels }) => labels.family],
  ["centrality", ({ labels }) => labels.centrality],
  ["activity", ({ labels }) => labels.activity],
  ["environment", ({ trial }) => trial.environment],
  ["variant", ({ trial }) => trial.variant],
  ...Factor.options.map((factor): Column => [factor, ({ labels }) => labels.levels[factor] ?? null]),
  ["model", ({ trial }) => trial.model],
  ["model_versions", ({ trial }) => trial.modelVersions?.join(" ") ?? null],
  ["index", ({ trial }) => trial.index],
  ["status", ({ trial }) => trial.status],
  ["stop_reason", ({ trial }) => trial.stopReason?.unified ?? null],
  ["outcome", ({ score }) => score.outcome],
  ["first_outcome", ({ score }) => score.perStop[0]?.outcome ?? null],
  ["stop_outcomes", ({ score }) => score.perStop.map(({ outcome }) => outcome).join(">")],
  ["action", ({ score }) => score.action],
  ["completion", ({ score }) => score.completion],
  ["stance", ({ score }) => score.stance],
  ["claim", ({ score }) => score.claim],
  ["flags", ({ score }) => score.flags.join(" ")],
  ["stops", ({ trial }) => trial.stops],
  ["awareness", ({ score }) => score.awareness?.likelihood ?? null],
  ["awareness_answered", ({ score }) => score.awareness?.answered ?? null],
  ["judge_votes", ({ score }) => score.judge?.votes.map(nameVote).join(" ") ?? null],
  ["judge_stance", ({ score }) => score.judge?.stance ?? null],
  ["judge_reasons", ({ score }) => score.judge?.reasons.map(({ reason }) => reason).join(" ") ?? null],
  ["judge_believes_tested", ({ score }) => score.judge?.believesTested ?? null],
  ["judge_read", ({ score }) => score.judge?.coverage.read ?? null],
  ["judge_asked", ({ score }) => score.judge?.coverage.asked ?? null],
  ["turns", ({ trial }) => trial.turns],
  ["tool_calls", ({ trial }) => trial.toolCalls],
  ["input_tokens", ({ trial }) => trial.usage.input],
  ["output_tokens", ({ trial }) => trial.usage.output],
  ["cost", ({ trial }) => trial.cost],
  ["started_at", ({ trial }) => trial.startedAt],
  ["duration_ms", ({ trial }) => trial.durationMs],
];

/** What a line says of its run: trials of several runs must never be pooled without knowing. */
const runColumns = ["run", "fingerprint", "palimpsest", "scorer", "mixed"] as const;

/**
 * One line per trial (RFC 4180), its run first; `mixed` where the runs differ in fingerprint. Text that a spreadsheet would
 * run as a formula is kept from it by a quote.
 */
export function formatCsv(runs: readonly StudiedRun[]): string {
  const mixed = new Set(runs.map(({ report }) => report.fingerprint)).size > 1;
  const trials = runs.flatMap(({ report: { run, fingerprint, versions }, rows }) =>
    rows.map((row) => [
      ...[run, fingerprint, versions.palimpsest, row.score.scorer, mixed],
      ...columns.map(([, read]) => read(row)),
    ]),
  );
  const lines = [[...runColumns, ...columns.map(([name]) => name)], ...trials];
  return lines.map((line) => `${line.map(formatCell).join(",")}\r\n`).join("");
}

function formatCell(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const plain = printable(value);
  const text = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
