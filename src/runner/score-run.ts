import type { RunManifest, ScoreRecord, TrialRecord } from "../schema/run.js";
import { createAssessor, type TaskAssessor } from "../scorers/assess.js";
import { collectStops } from "../scorers/collect-stops.js";
import { scorerVersion, scoreTrial } from "../scorers/score-trial.js";
import { readPlannedTrials } from "../trace/read-planned-trials.js";
import { readBaseEvidence, readScores, replaceFile, type RunFolder } from "../trace/run-folder.js";
import { readTrace } from "../trace/trace-writer.js";
import { messageOf } from "./message-of.js";
import { indexTasks } from "./plan.js";

/** A trial that the scorer failed on, and how. */
export interface ScoringFault {
  readonly trial: string;
  readonly message: string;
}

/** What scoring a run came to. */
export interface ScoredRun {
  readonly scores: readonly ScoreRecord[];
  /** The trials that have no score, for the scorer failed on them. */
  readonly faults: readonly ScoringFault[];
}

type Scoring = { readonly score: ScoreRecord } | { readonly fault: ScoringFault };

/** Scores a trial; a failure of the scorer is a value. */
export function tryScoring(trial: string, score: () => ScoreRecord): Scoring {
  try {
    return { score: score() };
  } catch (error) {
    return { fault: { trial, message: messageOf(error) } };
  }
}

/**
 * Scores every finished trial of a run again from its folder alone, in the order of `trials.jsonl`, and replaces
 * `scores.jsonl`; lines of other scorer versions are kept in front. Returns the new scores.
 */
export function scoreRun(run: RunFolder, manifest: RunManifest): ScoredRun {
  const earlier = readScores(run).filter((score) => score.scorer !== scorerVersion);
  const results = rescoreTrials(run, manifest, readPlannedTrials(run, manifest));
  const scores = results.flatMap((result) => ("score" in result ? [result.score] : []));
  replaceFile(run.scores, [...earlier, ...scores].map((score) => `${JSON.stringify(score)}\n`).join(""));
  return { scores, faults: results.flatMap((result) => ("fault" in result ? [result.fault] : [])) };
}

function rescoreTrials(run: RunFolder, manifest: RunManifest, trials: readonly TrialRecord[]): Scoring[] {
  const taskOf = indexTasks(manifest.tasks);
  const families = new Map(manifest.models.map(({ model, family }) => [model, family]));
  const assessors = new Map<string, TaskAssessor>();
  return trials.map((trial) => {
    const task = taskOf(trial, families.get(trial.model) ?? null);
    if (task === undefined) throw new Error(`${run.trials}: ${trial.trial}: expected a trial of the plan`);
    const assessor = assessors.get(task.staged) ?? createAssessor(readBaseEvidence(run, task.staged));
    assessors.set(task.staged, assessor);
    // A trace that cannot be read is no fault of the scorer, and is told as what it is.
    const events = readTrace(run.events(trial.trial));
    return tryScoring(trial.trial, () =>
      scoreTrial(trial.trial, collectStops(events), assessor.forTask(task.scoring)),
    );
  });
}

/** Whether every finished trial has its score by this scorer, line beside line. */
export function isScored(trials: readonly TrialRecord[], scores: readonly ScoreRecord[]): boolean {
  const current = scores.filter((score) => score.scorer === scorerVersion);
  return (
    current.length === trials.length &&
    current.every((score, position) => score.trial === trials[position]?.trial)
  );
}
