import Table from "cli-table3";
import type { CheckResult, MutationScore } from "./check-result.js";

/** Everything a check found. */
export interface CheckSummary {
  /** No check of severity `error` fell short. */
  readonly ok: boolean;
  readonly checks: number;
  readonly failed: number;
  readonly warnings: number;
  readonly results: readonly CheckResult[];
  readonly mutationScores: readonly MutationScore[];
}

/** Counts results. An empty list of results is a failure: nothing was proven. */
export function summariseCheck(
  results: readonly CheckResult[],
  mutationScores: readonly MutationScore[],
): CheckSummary {
  const short = results.filter(({ ok }) => !ok);
  const failed = short.filter(({ severity }) => severity === "error").length;
  return {
    ok: failed === 0 && results.length > 0,
    checks: results.length,
    failed,
    warnings: short.length - failed,
    results,
    mutationScores,
  };
}

/** The summary for people: one row per subject, mutation scores, then every shortfall in full. */
export function formatCheck(summary: CheckSummary): string {
  const parts = [formatSubjects(summary), formatShortfalls(summary.results), countLine(summary)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The summary for programs: one JSON object. */
export function formatCheckJson(summary: CheckSummary): string {
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function formatSubjects({ results, mutationScores }: CheckSummary): string {
  const scores = new Map(mutationScores.map((score) => [`task ${score.task}`, score]));
  const table = new Table({
    head: ["subject", "checks", "mutants killed", "equivalent", ""],
    colAligns: ["left", "right", "right", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const subject of new Set(results.map((result) => result.subject))) {
    const own = results.filter((result) => result.subject === subject);
    const score = scores.get(subject);
    const killed = score === undefined ? "" : `${score.killed}/${score.total}`;
    table.push([
      subject,
      `${own.filter(({ ok }) => ok).length}/${own.length}`,
      killed,
      score?.equivalent ?? "",
      verdict(own),
    ]);
  }
  return table.toString();
}

function verdict(results: readonly CheckResult[]): string {
  if (results.some(({ ok, severity }) => !ok && severity === "error")) return "failed";
  return results.every(({ ok }) => ok) ? "ok" : "warning";
}

function formatShortfalls(results: readonly CheckResult[]): string {
  return results
    .filter(({ ok }) => !ok)
    .map(({ subject, check, severity, detail }) => `${severity}: ${subject}: ${check}: ${detail}`)
    .join("\n");
}

function countLine({ checks, failed, warnings, mutationScores }: CheckSummary): string {
  const killed = mutationScores.reduce((sum, score) => sum + score.killed, 0);
  const total = mutationScores.reduce((sum, score) => sum + score.total, 0);
  const mutants = total === 0 ? "" : `, ${killed} of ${total} mutants killed`;
  return `${checks - failed - warnings} checks passed, ${failed} failed, ${warnings} warnings${mutants}`;
}
