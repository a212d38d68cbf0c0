import type { StudiedRun } from "../studied-run.js";
import type { StudyRow } from "../study-row.js";

/** Where a trial's files are, seen from the page. */
export interface TrialFiles {
  /** The trial's own page; null where none was written. */
  readonly page: string | null;
  readonly trace: string;
  /** Null where the trial changed nothing, and so has no patch. */
  readonly diff: string | null;
}

export type FindFiles = (row: StudyRow, run: StudiedRun) => TrialFiles;

/** A trial's number on the page, the id of its row, and its files. */
export interface PageTrial {
  readonly number: number;
  readonly id: string;
  readonly files: TrialFiles;
}

export type PageTrials = ReadonlyMap<StudyRow, PageTrial>;

/** The id of a trial's row by the positions of run and trial. */
export const trialAnchor = (run: number, place: number): string => `t${run + 1}-${place + 1}`;

/** Numbers the trials of every run from 1, in the order of their records. */
export function numberTrials(runs: readonly StudiedRun[], findFiles: FindFiles): PageTrials {
  const trials = new Map<StudyRow, PageTrial>();
  runs.forEach((run, runPlace) =>
    run.rows.forEach((row, place) =>
      trials.set(row, { number: place + 1, id: trialAnchor(runPlace, place), files: findFiles(row, run) }),
    ),
  );
  return trials;
}
