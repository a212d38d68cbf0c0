import { existsSync, readFileSync } from "node:fs";
import { joinRows, type TrialRow } from "../report/trial-row.js";
import type { TraceEvent } from "../schema/event.js";
import { InputError } from "../schema/input-error.js";
import { readScores, readTrials } from "../trace/run-folder.js";
import { readTrace } from "../trace/trace-writer.js";
import { findRun } from "./find-run.js";
import { formatTranscript } from "./format-transcript.js";
import { formatScore } from "./format-score.js";
import { printable } from "../report/printable.js";

/** One trial as text, or all that is stored of it as JSON. Throws `InputError` for an unknown or ambiguous trial. */
export function showTrace(named: string, part: string, options: { json?: true; full?: true }): string {
  const { run } = findRun(named);
  const row = findTrial(joinRows(readTrials(run), readScores(run)), part);
  const events: readonly TraceEvent[] = readTrace(run.events(row.trial.trial));
  if (options.json === true) return `${JSON.stringify({ ...row, events }, null, 2)}\n`;
  const diffPath = run.diff(row.trial.trial);
  const diff = existsSync(diffPath) ? readFileSync(diffPath, "latin1") : "(nothing changed)\n";
  const transcript = formatTranscript(events, options.full === true ? Infinity : 2_000);
  return [
    transcript,
    "--- diff ---",
    printable(Buffer.from(diff, "latin1").toString("utf8")),
    `--- score ---\n${formatScore(row.score)}`,
  ].join("\n");
}

function findTrial(rows: readonly TrialRow[], part: string): TrialRow {
  const exact = rows.find(({ trial }) => trial.trial === part);
  const matches = exact === undefined ? rows.filter(({ trial }) => trial.trial.includes(part)) : [exact];
  const [row] = matches;
  if (row !== undefined && matches.length === 1) return row;
  const expected = matches.length === 0 ? "the id of a finished trial" : `one trial, ${matches.length} match`;
  throw new InputError(`trial: expected ${expected}, got "${part}"`);
}
