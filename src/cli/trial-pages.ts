import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { isUndone } from "../report/definitions.js";
import { trialAnchor, type FindFiles, type TrialFiles } from "../report/html/page-trials.js";
import type { PageOptions } from "../report/html/format-html.js";
import { trialPage } from "../report/html/trial/trial-page.js";
import type { StudiedRun } from "../report/studied-run.js";
import type { StudyRow } from "../report/study-row.js";
import type { TraceEvent } from "../schema/event.js";
import { InputError } from "../schema/input-error.js";
import { namingFailures } from "../trace/file-failure.js";
import { makeFolder, openRunFolder, type RunFolder } from "../trace/run-folder.js";
import { readTrace } from "../trace/trace-writer.js";
import { stopDiffFinder, type FindStopDiffs } from "./find-stop-diffs.js";

/** Up to so many trials each have a page; of more, those that were not carried out or have a flag. */
const mostPages = 2000;

/** How a page leads to its trials, and what writes their pages beside it. */
interface TrialPages extends PageOptions {
  readonly folder: string;
  readonly count: number;
  write(): void;
}

/**
 * A page that has none of trials leads to their raw files, as seen from its own folder; on standard output, where it has none,
 * as if it lay in its only run's.
 */
export function linkRawFiles(runs: readonly StudiedRun[], from?: string): PageOptions {
  const folder =
    from === undefined && runs.length === 1
      ? () => ""
      : (run: StudiedRun) => linkTo(from ?? ".", run.report.folder);
  return { findFiles: fileFinder(runs, folder, () => null), note: "" };
}

/** Pages for the trials of a page that is written to `out`, in a folder beside it. */
export function planTrialPages(runs: readonly StudiedRun[], out: string): TrialPages {
  const name = `${basename(out, extname(out))}-trials`;
  const folder = join(dirname(out), name);
  const total = runs.reduce((sum, { rows }) => sum + rows.length, 0);
  const hasPage = (row: StudyRow): boolean =>
    total <= mostPages || isUndone(row) || row.score.flags.length > 0;
  const fileOf = (row: StudyRow, run: StudiedRun): string =>
    `${runs.length === 1 ? "" : `r${runs.indexOf(run) + 1}-`}${row.trial.trial}.html`;
  const pageOf: FindPage = (row, run) =>
    hasPage(row) ? `./${encodeURIComponent(name)}/${encodeURIComponent(fileOf(row, run))}` : null;
  return {
    folder,
    count: runs.reduce((sum, { rows }) => sum + rows.filter(hasPage).length, 0),
    findFiles: fileFinder(runs, (run) => linkTo(dirname(out), run.report.folder), pageOf),
    note:
      total <= mostPages
        ? `Each trial has a page with its transcript and its diff in ${name}/.`
        : `Trials that were not carried out, or have a flag, have a page with transcript and diff in ${name}/; with more than ${mostPages} trials the others lead to their raw files.`,
    write() {
      namingFailures(folder, () => makeFolder(folder));
      const findFiles = fileFinder(
        runs,
        (run) => linkTo(folder, run.report.folder),
        () => null,
      );
      runs.forEach((run, place) => {
        const findDiffs = stopDiffFinder(openRunFolder(run.report.folder));
        run.rows.forEach((row, number) => {
          if (!hasPage(row)) return;
          const report = `../${encodeURIComponent(basename(out))}#${trialAnchor(place, number)}`;
          const files = findFiles(row, run);
          const page = readPage(row, run, { number: number + 1, report, files, findDiffs });
          namingFailures(folder, () => writeFileSync(join(folder, fileOf(row, run)), page));
        });
      });
    },
  };
}

type FindPage = (row: StudyRow, run: StudiedRun) => string | null;

/** A folder seen from another, as the start of a link. */
function linkTo(from: string, folder: string): string {
  const path = relative(from, folder);
  return path === "" ? "" : `./${path.split(sep).map(encodeURIComponent).join("/")}/`;
}

function fileFinder(
  runs: readonly StudiedRun[],
  folderOf: (run: StudiedRun) => string,
  pageOf: FindPage,
): FindFiles {
  const known = new Map(runs.map((run) => [run, { folder: folderOf(run), patches: listPatches(run) }]));
  return (row, run): TrialFiles => {
    const { folder, patches } = known.get(run) ?? { folder: "", patches: new Set<string>() };
    const name = encodeURIComponent(row.trial.trial);
    return {
      page: pageOf(row, run),
      trace: `${folder}events/${name}.jsonl`,
      diff: patches.has(`${row.trial.trial}.patch`) ? `${folder}diffs/${name}.patch` : null,
    };
  };
}

/** The patches that a run holds: a trial that changed nothing has none. */
function listPatches({ report }: StudiedRun): ReadonlySet<string> {
  const folder = join(report.folder, "diffs");
  return new Set(existsSync(folder) ? readdirSync(folder) : []);
}

interface PageContext {
  readonly number: number;
  readonly report: string;
  readonly files: TrialFiles;
  readonly findDiffs: FindStopDiffs;
}

function readPage(
  row: StudyRow,
  { report }: StudiedRun,
  { number, report: link, files, findDiffs }: PageContext,
): string {
  const run = openRunFolder(report.folder);
  const { trial } = row.trial;
  const { events, problem } = readEvents(run, trial);
  return trialPage({
    row,
    run: report.run,
    number,
    events,
    problem,
    diffs: findDiffs(row.trial, events),
    patch: files.diff === null ? null : readFileSync(run.diff(trial), "utf8"),
    links: { report: link, trace: files.trace, diff: files.diff },
  });
}

/** A trace that is damaged says so on its own page and keeps no other from being written. */
function readEvents(
  run: RunFolder,
  trial: string,
): { readonly events: readonly TraceEvent[]; readonly problem: string | null } {
  try {
    const events = readTrace(run.events(trial));
    return { events, problem: events.length === 0 ? "The run holds no trace of this trial." : null };
  } catch (error) {
    if (error instanceof InputError) return { events: [], problem: error.message };
    throw error;
  }
}
