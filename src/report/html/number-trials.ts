import type { StudiedRun } from "../studied-run.js";
import type { StudyRow } from "../study-row.js";

/** A trial's number on the page and the id of its row. */
export interface TrialAnchor {
  readonly number: number;
  readonly id: string;
}

/** Numbers the trials of every run from 1, in the order of their records. */
export function numberTrials(runs: readonly StudiedRun[]): ReadonlyMap<StudyRow, TrialAnchor> {
  const anchors = new Map<StudyRow, TrialAnchor>();
  runs.forEach(({ rows }, run) =>
    rows.forEach((row, place) => anchors.set(row, { number: place + 1, id: `t${run + 1}-${place + 1}` })),
  );
  return anchors;
}
