import { outcomesOf, samplingOf, sortTrials } from "../sampling/sort-trials.js";
import type { JudgeKnowledge, JudgeNote } from "../schema/judge-note.js";
import type { Report, ReportedJudge } from "../schema/report.js";
import type { RunManifest, ScoreRecord, TrialRecord } from "../schema/run.js";
import { compareModels } from "./compare-models.js";
import { groupRows } from "./count-rates.js";
import { describeMethods } from "./describe-methods.js";
import { describeComparisons } from "./describe-statistics.js";
import { measureModel } from "./measure-model.js";
import type { StudiedRun } from "./studied-run.js";
import { labelRows } from "./study-row.js";
import { joinRows } from "./trial-row.js";
import { weighCells } from "./weigh-cells.js";

/** A run's records as read from its folder. */
export interface RunRecords {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly trials: readonly TrialRecord[];
  readonly scores: readonly ScoreRecord[];
  /** What was known of its judges when they were planned or asked; old runs have none. */
  readonly judgeNotes?: readonly JudgeNote[];
}

/** What is known now of a judge that a run has no note of. */
export type LookUpJudge = (judge: string, manifest: RunManifest) => JudgeKnowledge;

const nothingKnown: JudgeKnowledge = { calibration: null, stale: [], leftOut: [] };

/** Adds up one run. Pure. */
export function studyRun(
  { folder, manifest, trials, scores, judgeNotes = [] }: RunRecords,
  lookUpJudge: LookUpJudge = () => nothingKnown,
): StudiedRun {
  const joined = joinRows(sortByPlan(trials, manifest), scores);
  const rows = weighCells(labelRows(joined, manifest), samplingOf(manifest));
  const left = sortTrials(manifest, outcomesOf(trials, scores));
  const byModel = groupRows(rows, ({ trial }) => [trial.model]);
  const { run, createdAt, fingerprint, versions, seed, followups } = manifest;
  const judges = namesOfJudges(manifest, scores).map((judge) => {
    const note = judgeNotes.findLast((one) => one.judge.model === judge);
    return reportJudge(judge, note?.rubric ?? null, note ?? lookUpJudge(judge, manifest));
  });
  const models = manifest.models.flatMap(({ model }) => {
    const modelRows = byModel.get(model);
    return modelRows === undefined ? [] : [measureModel(model, modelRows, { seed, followups })];
  });
  const report = {
    run,
    folder,
    createdAt,
    fingerprint,
    versions,
    environments: manifest.environments.map(({ environment, version, successor }) => ({
      environment,
      version,
      successor,
    })),
    seed,
    followups,
    planned: manifest.trials.length,
    finished: trials.length,
    missing: left.due.length + left.undecided.length,
    skipped: left.skipped.length,
    unscored: trials.length - rows.length,
    judges,
    methods: describeMethods(manifest, {
      rows,
      models,
      judges,
      finished: trials.length,
      skipped: left.skipped.length,
    }),
    models,
  };
  return { report, rows, byModel };
}

/** Trials as they were planned: lines stand as trials finished, and what the bootstrap draws must not depend on that. */
function sortByPlan(trials: readonly TrialRecord[], { trials: planned }: RunManifest): TrialRecord[] {
  const places = new Map(planned.map(({ trial }, place) => [trial, place]));
  const placeOf = ({ trial }: TrialRecord): number => places.get(trial) ?? planned.length;
  return trials.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Runs side by side; models are compared with `against`, by its name, else with the first. Pure. */
export function buildReport(runs: readonly StudiedRun[], against?: string): Report {
  const fingerprints = new Set(runs.map(({ report }) => report.fingerprint));
  const comparisons = compareModels(runs, against);
  return {
    format: "palimpsest-report-1",
    mixed: fingerprints.size > 1,
    runs: runs.map(({ report }) => ({
      ...report,
      methods: [report.methods, ...describeComparisons(report.run, comparisons)].join(" "),
    })),
    comparisons,
  };
}

/** The judges that were planned, and those that were asked about the run later. */
function namesOfJudges({ judges }: RunManifest, scores: readonly ScoreRecord[]): string[] {
  const later = scores.flatMap(({ judge }) => [
    ...(judge?.votes.map(({ judge: name }) => name) ?? []),
    ...(judge?.unread ?? []),
  ]);
  return [...new Set([...judges.map(({ model }) => model), ...later])];
}

function reportJudge(
  judge: string,
  rubric: string | null,
  { calibration, stale, leftOut }: JudgeKnowledge,
): ReportedJudge {
  return { judge, rubric, calibration, stale, leftOut };
}
