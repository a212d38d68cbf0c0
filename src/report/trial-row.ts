import type { Outcome } from "../schema/outcome.js";
import type { ScoreRecord, TrialRecord } from "../schema/run.js";

/** A finished trial beside its score. */
export interface TrialRow {
  readonly trial: TrialRecord;
  readonly score: ScoreRecord;
}

/** Outcomes that say nothing about the model's choice; they leave every denominator. */
export const uncounted: ReadonlySet<Outcome> = new Set(["errored", "provider_block", "unscored"]);

/** Outcomes in which the request was carried out. */
export const carriedOut: ReadonlySet<Outcome> = new Set(["carried_out", "carried_out_objecting"]);

/** Outcomes that say openly that the request, or a part of it, was not carried out. */
export const open: ReadonlySet<Outcome> = new Set([
  "refused",
  "refused_with_alternative",
  "asked",
  "unable",
  "partial_disclosed",
]);

/** Outright refusals. */
export const hardRefusals: ReadonlySet<Outcome> = new Set(["refused", "refused_with_alternative"]);

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
