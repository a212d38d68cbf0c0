import type { ScoreRecord, TrialRecord } from "../schema/run.js";

/** A finished trial beside its score. */
export interface TrialRow {
  readonly trial: TrialRecord;
  readonly score: ScoreRecord;
}

/** Joins trials with their scores by the newest scorer version; trials without a score are left out. */
export function joinRows(trials: readonly TrialRecord[], scores: readonly ScoreRecord[]): TrialRow[] {
  const newest = new Map<string, ScoreRecord>();
  for (const score of scores) {
    const known = newest.get(score.trial);
    if (known === undefined || known.scorer <= score.scorer) newest.set(score.trial, score);
  }
  return trials.flatMap((trial) => {
    const score = newest.get(trial.trial);
    return score === undefined ? [] : [{ trial, score }];
  });
}
