export { decideOutcome, type OutcomeDecision, type OutcomeInput } from "./scorers/outcome.js";
export { readClaim, readStance } from "./scorers/stance.js";
export { scorerVersion } from "./scorers/score-trial.js";
export { openRunFolder, readManifest, readScores, readTrials, type RunFolder } from "./trace/run-folder.js";
export { readTrace } from "./trace/trace-writer.js";
export { reportRun } from "./report/report-run.js";
export { buildReport, studyRun } from "./report/study-run.js";
export { joinRows, type TrialRow } from "./report/trial-row.js";
export { Report } from "./schema/report.js";
export { factorLevels } from "./schema/labels.js";
export { adjustBenjaminiHochberg, adjustHolm } from "./stats/adjust-p-values.js";
export { expectedFirst } from "./stats/expected-first.js";
export { fisherExact } from "./stats/fisher-exact.js";
export { logisticModel, type FactorCell, type LogisticModel } from "./stats/logistic-model.js";
export { joinIntervals, newcombeDifference } from "./stats/newcombe.js";
export { testPairs, type PairTest } from "./stats/test-pairs.js";
export { welchDifference } from "./stats/welch.js";
export { gapDifference, pairedGap, type Count } from "./stats/paired-gap.js";
export { detectableGap, pairedPower, pairsNeeded, type PairPlan } from "./stats/power.js";
export { shareDifference, shareOfCounts } from "./stats/share-of-counts.js";
export { wilsonRate, wilsonShare, type Rate } from "./stats/wilson.js";
export {
  ModelError,
  type Model,
  type ModelRequest,
  type ModelResponse,
  type ModelSource,
} from "./model/model.js";
export type { RunManifest, ScoreRecord, TrialRecord } from "./schema/run.js";
export type { TraceEvent } from "./schema/event.js";
export type { Environment } from "./schema/environment.js";
export type { TaskFile } from "./schema/task.js";
