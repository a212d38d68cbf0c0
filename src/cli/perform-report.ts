import { mkdirSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { comparePlans } from "../report/compare-plans.js";
import { formatCsv } from "../report/format-csv.js";
import { formatFullReport, formatReport } from "../report/format-report.js";
import { formatHtml } from "../report/html/format-html.js";
import { formatMarkdown } from "../report/format-markdown.js";
import { reportRun } from "../report/report-run.js";
import type { StudiedRun } from "../report/studied-run.js";
import { buildReport } from "../report/study-run.js";
import { InputError } from "../schema/input-error.js";
import { namingFailures } from "../trace/file-failure.js";
import { replaceFile } from "../trace/run-folder.js";
import { findRun } from "./find-run.js";
import { lookUpJudge } from "./know-judge.js";
import type { ReportOptions } from "./options.js";
import type { Terminal } from "./terminal.js";

/** Prints the report of one run, or of several side by side, or writes it to a file. */
export function performReport(named: readonly string[], options: ReportOptions, terminal: Terminal): void {
  const runs = openRuns(named, options.mixed === true);
  const { out } = options;
  const text = formatRuns(runs, options, out === undefined ? terminal.width : undefined);
  if (out === undefined) {
    terminal.out(text);
    return;
  }
  namingFailures(out, () => {
    mkdirSync(dirname(out), { recursive: true });
    replaceFile(out, text);
  });
  terminal.err(`${out}: written\n`);
}

/** Reads the runs. Throws `InputError` where they differ in fingerprint and are not to be mixed. */
function openRuns(named: readonly string[], mixed: boolean): StudiedRun[] {
  const opened = named.map((name) => ({ name, ...findRun(name) }));
  const [first] = opened;
  const other = opened.find(({ manifest }) => manifest.fingerprint !== first?.manifest.fingerprint);
  if (!mixed && first !== undefined && other !== undefined) {
    throw new InputError(
      `${other.name}: run.json: fingerprint: expected ${first.manifest.fingerprint.slice(0, 12)} as in ${first.name}, ` +
        `got ${other.manifest.fingerprint.slice(0, 12)}; they differ in ${comparePlans(first.manifest, other.manifest).join(", ")}; ` +
        "--mixed shows them side by side all the same, marked",
    );
  }
  return opened.map(({ run, manifest }) => reportRun(run, manifest, lookUpJudge));
}

function formatRuns(
  runs: readonly StudiedRun[],
  { format, json, full, out }: ReportOptions,
  width: number | undefined,
): string {
  const report = buildReport(runs);
  switch (json === true ? "json" : format) {
    case "table":
      return full === true ? formatFullReport(report, width) : formatReport(report, width);
    case "markdown":
      return formatMarkdown(report);
    case "csv":
      return formatCsv(runs);
    case "json":
      return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
    case "html":
      return formatHtml(report, runs, linkFolders(runs, out));
  }
}

/** How a page links to a run's folder: from where it is written; on standard output, as if it lay in its only run. */
function linkFolders(runs: readonly StudiedRun[], out: string | undefined): (folder: string) => string {
  if (out === undefined && runs.length === 1) return () => "";
  const from = out === undefined ? "." : dirname(out);
  return (folder) => {
    const path = relative(from, folder);
    return path === "" ? "" : `./${path.split(sep).map(encodeURIComponent).join("/")}/`;
  };
}

/** The same JSON with the characters that a terminal would obey written as escapes, so that a file and a screen get one text. */
function escapeJson(json: string): string {
  return json.replaceAll(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
