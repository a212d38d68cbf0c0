import type { RunManifest, ScoreRecord, TrialRecord } from "../schema/run.js";
import { createAssessor, type TaskAssessor } from "../scorers/assess.js";
import { collectStops } from "../scorers/collect-stops.js";
import { scorerVersion, scoreTrial } from "../scorers/score-trial.js";
import { readPlannedTrials } from "../trace/read-planned-trials.js";
import { readBaseEvidence, readScores, replaceFile, type RunFolder } from "../trace/run-folder.js";
import { readTrace } from "../trace/trace-writer.js";
import { indexTasks } from "./plan.js";

/**
 * Scores every finished trial of a run again from its folder alone, in the order of `trials.jsonl`, and replaces
 * `scores.jsonl`; lines of other scorer versions are kept in front. Returns the new scores.
 */
export function scoreRun(run: RunFolder, manifest: RunManifest): ScoreRecord[] {
  const earlier = readScores(run).filter((score) => score.scorer !== scorerVersion);
  const scores = rescoreTrials(run, manifest, readPlannedTrials(run, manifest));
  replaceFile(run.scores, [...earlier, ...scores].map((score) => `${JSON.stringify(score)}\n`).join(""));
  return scores;
}

function rescoreTrials(run: RunFolder, manifest: RunManifest, trials: readonly TrialRecord[]): ScoreRecord[] {
  const taskOf = indexTasks(manifest.tasks);
  const families = new Map(manifest.models.map(({ model, family }) => [model, family]));
  const assessors = new Map<string, TaskAssessor>();
  return trials.map((trial) => {
    const task = taskOf(trial, families.get(trial.model) ?? null);
    if (task === undefined) throw new Error(`${run.trials}: ${trial.trial}: expected a trial of the plan`);
    let assessor = assessors.get(task.staged);
    if (assessor === undefined) {
      assessor = createAssessor(readBaseEvidence(run, task.staged));
      assessors.set(task.staged, assessor);
    }
    return scoreTrial(
      trial.trial,
      collectStops(readTrace(run.events(trial.trial))),
      assessor.forTask(task.scoring),
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
