import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { comparePlans } from "../report/compare-plans.js";
import { formatCsv } from "../report/format-csv.js";
import { formatFullReport, formatReport } from "../report/format-report.js";
import { formatHtml } from "../report/html/format-html.js";
import { formatMarkdown } from "../report/format-markdown.js";
import { reportRun } from "../report/report-run.js";
import type { StudiedRun } from "../report/studied-run.js";
import { buildReport } from "../report/study-run.js";
import { listChoices } from "../catalog/problem.js";
import { InputError } from "../schema/input-error.js";
import { namingFailures } from "../trace/file-failure.js";
import { makeFolder, replaceFile, requireNoEvidence, requireReplaceable } from "../trace/run-folder.js";
import { findRun } from "./find-run.js";
import { lookUpJudge } from "./know-judge.js";
import type { ReportFormat, ReportOptions } from "./options.js";
import { reportFormat } from "./report-format.js";
import type { Terminal } from "./terminal.js";
import { badUsage } from "./user-error.js";
import { linkRawFiles, planTrialPages } from "./trial-pages.js";

/** Prints the report of one run, or of several side by side, or writes it to a file. */
export function performReport(named: readonly string[], options: ReportOptions, terminal: Terminal): void {
  const { out, full, pages, against } = options;
  const format = reportFormat(options);
  const runs = openRuns(named, options.mixed === true);
  requireModel(options.against, runs);
  if (out === undefined) {
    terminal.out(formatRuns(runs, { format, full, against }, terminal.width));
    return;
  }
  requireReplaceable(out);
  requireNoEvidence(out);
  if (format === "html" && pages) {
    writePage(runs, { out, against }, terminal);
    return;
  }
  const text =
    format === "html"
      ? formatHtml(buildReport(runs, against), runs, linkRawFiles(runs, dirname(out)))
      : formatRuns(runs, { format, full, against });
  writeReport(out, text);
  terminal.err(`${out}: written${format === "html" ? ", without pages of trials" : ""}\n`);
}

/** So many pages of trials take long enough to be announced. */
const manyPages = 1000;

/** The page, and beside it those of its trials: they are there before the page leads to them. */
function writePage(
  runs: readonly StudiedRun[],
  { out, against }: { readonly out: string; readonly against: string | undefined },
  terminal: Terminal,
): void {
  const pages = planTrialPages(runs, out);
  const text = formatHtml(buildReport(runs, against), runs, pages);
  if (pages.count >= manyPages) terminal.err(`Writing ${pages.count} pages of trials in ${pages.folder}\n`);
  pages.write();
  writeReport(out, text);
  terminal.err(`${out}: written, with ${pages.count} pages of trials in ${pages.folder}\n`);
}

/** Throws `InputError` where models are to be compared with one that no run has figures of. */
function requireModel(against: string | undefined, runs: readonly StudiedRun[]): void {
  const names = [...new Set(runs.flatMap(({ report }) => report.models.map(({ model }) => model)))];
  if (against !== undefined && !names.includes(against))
    throw badUsage("--against", `a model of the report, ${listChoices(names)}`, against);
}

function writeReport(out: string, text: string): void {
  namingFailures(out, () => {
    makeFolder(dirname(out));
    replaceFile(out, text);
  });
}

/** Reads the runs. Throws `InputError` where they differ in fingerprint and are not to be mixed. */
function openRuns(named: readonly string[], mixed: boolean): StudiedRun[] {
  const opened = named.map((name) => ({ name, ...findRun(name) }));
  opened.forEach(({ run, name }, place) => {
    const same = opened
      .slice(0, place)
      .find((one) => realpathSync(one.run.folder) === realpathSync(run.folder));
    if (same !== undefined)
      throw new InputError(`${name}: expected another run than ${same.name}, which is the same folder`);
  });
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

/** In which format, how much of it, and against which model. */
interface ReportView {
  readonly format: ReportFormat;
  readonly full: true | undefined;
  readonly against: string | undefined;
}

function formatRuns(
  runs: readonly StudiedRun[],
  { format, full, against }: ReportView,
  width?: number,
): string {
  const report = buildReport(runs, against);
  switch (format) {
    case "table":
      return full === true
        ? formatFullReport(report, width)
        : formatReport(report, width, against !== undefined);
    case "markdown":
      return formatMarkdown(report);
    case "csv":
      return formatCsv(runs);
    case "json":
      return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
    case "html":
      return formatHtml(report, runs, linkRawFiles(runs));
  }
}

/** The same JSON with the characters that a terminal would obey written as escapes, so that a file and a screen get one text. */
function escapeJson(json: string): string {
  return json.replaceAll(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
