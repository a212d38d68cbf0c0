import { formatSummary } from "../report/format-report.js";
import { reportRun } from "../report/report-run.js";
import { buildReport } from "../report/study-run.js";
import type { RunManifest } from "../schema/run.js";
import { readTrials, type RunFolder } from "../trace/run-folder.js";
import { describeErrored } from "./describe-errored.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { lookUpJudge } from "./know-judge.js";
import type { Terminal } from "./terminal.js";

/** What a run came to and what to do next. With `json`, standard output holds the summary and nothing else. */
export function printSummary(
  run: RunFolder,
  manifest: RunManifest,
  { json, exit }: { readonly json: boolean; readonly exit: ExitCode },
  terminal: Terminal,
): void {
  const studied = reportRun(run, manifest, lookUpJudge);
  if (json) {
    terminal.out(`${JSON.stringify(studied.report, null, 2)}\n`);
    return;
  }
  terminal.out(formatSummary(buildReport([studied]), terminal.width));
  terminal.out(`\nTraces: ${run.folder}\n${nextSteps(run, exit, studied.report.missing)}`);
}

function nextSteps(run: RunFolder, exit: ExitCode, missing: number): string {
  const { folder } = run;
  if (exit === exitCodes.interrupted) return `Interrupted. To go on: npx palimpsest resume ${folder}\n`;
  const reasons = exit === exitCodes.trialsErrored ? describeErrored(readTrials(run)) : "";
  const errored =
    reasons === ""
      ? ""
      : `${reasons}Errored trials: npx palimpsest traces list ${folder} --outcome errored\n`;
  return (
    errored +
    `One trial, with its diff: npx palimpsest traces show ${folder} TRIAL\n` +
    `All of them as a table:   npx palimpsest report ${folder} --format csv\n` +
    `A page with plots:        npx palimpsest report ${folder} --out report.html\n` +
    (missing > 0 ? `The ${missing} trials to go:       npx palimpsest resume ${folder}\n` : "")
  );
}
