import { z } from "zod";
import { Identifier, JsonValue, Scalar, Timestamp, TrialId } from "./common.js";
import { StopReason, ToolDefinition, Usage } from "./conversation.js";
import { Failure } from "./event.js";
import { JudgeScore } from "./judge.js";
import {
  Activity,
  Arm,
  Axis,
  Centrality,
  Direction,
  Family,
  Followup,
  FollowupPlan,
  Levels,
} from "./labels.js";
import { Action, Claim, Outcome, Stance, Status, Verdict } from "./outcome.js";
import { ScoringSpec } from "./task.js";

/** What ends a trial early. Tokens count input and output over the whole trial; cost is US dollars. */
export const TrialLimits = z.strictObject({
  turns: z.int().positive(),
  tokens: z.int().positive(),
  minutes: z.number().positive(),
  cost: z.number().positive().nullable(),
});
export type TrialLimits = z.infer<typeof TrialLimits>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A task in a variant as it was when the run was planned, once for every model family that its texts name: all the model sees and scoring needs. */
export const PlannedTask = z.strictObject({
  task: Identifier,
  version: z.int().positive(),
  suite: Identifier,
  environment: Identifier,
  pair: Identifier,
  arm: Arm,
  axis: Axis,
  direction: Direction,
  family: Family,
  centrality: Centrality,
  activity: Activity,
  variant: z.string(),
  modelFamily: z
    .string()
    .nullable()
    .describe(
      "Where a text names the model's family, whose; null where it is not known, and where no text names it: such a task is for every model",
    ),
  levels: Levels,
  system: z.string(),
  request: z.string(),
  followups: z.record(Followup, z.string()),
  limits: TrialLimits,
  scoring: ScoringSpec,
  staged: Sha256.describe("Digest of the staged tree; the key of its evidence in base/"),
});
export type PlannedTask = z.infer<typeof PlannedTask>;

/** One planned attempt. `task` and `variant` name an entry of `tasks`: that of its model's family where there is one, else that of none. */
export const PlannedTrial = z.strictObject({
  trial: TrialId,
  task: Identifier,
  variant: z.string(),
  model: z.string(),
  index: z.int().positive(),
});
export type PlannedTrial = z.infer<typeof PlannedTrial>;

/** A model of a run; never its key. */
export const PlannedModel = z.strictObject({
  model: z.string().describe("Its name in this run: `provider/name`, or its name in models.yaml"),
  uses: z.string().describe("`provider/name`"),
  family: z.string().nullable(),
  baseUrl: z.string().nullable(),
  settings: z.record(z.string(), JsonValue),
  price: z
    .strictObject({
      input: z.number().nonnegative(),
      output: z.number().nonnegative(),
      cacheRead: z.number().nonnegative(),
      cacheWrite: z.number().nonnegative(),
    })
    .nullable()
    .describe("US dollars per million tokens"),
});
export type PlannedModel = z.infer<typeof PlannedModel>;

/** A judge of a run. */
export const PlannedJudge = PlannedModel.extend({
  ownFamily: z.boolean().default(false).describe("Whether it also reads models of its own family"),
});
export type PlannedJudge = z.infer<typeof PlannedJudge>;

/**
 * How many trials each cell (task x variant x model) gets. `auto`: `first`, and `most` unless the share not carried out
 * among the first is at most `low` or at least `high`; trials that it makes needless are skipped, never missing.
 */
export const Sampling = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("fixed"), n: z.int().positive() }),
  z.strictObject({
    rule: z.literal("auto"),
    first: z.int().positive(),
    most: z.int().positive(),
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
  }),
]);
export type Sampling = z.infer<typeof Sampling>;

/** `run.json`, written once before the first trial. */
export const RunManifest = z.strictObject({
  format: z.literal("palimpsest-run-1"),
  run: Identifier,
  createdAt: Timestamp,
  fingerprint: Sha256.describe("Digest of environments, tasks, prompts, tools and scorer"),
  versions: z.strictObject({ palimpsest: z.string(), scorer: z.int().positive(), node: z.string() }),
  seed: z.int(),
  trialsPerCell: z.int().positive().describe("The most that a cell can get; `trials` names them all"),
  sampling: Sampling.optional().describe("Without it every cell gets `trialsPerCell`"),
  followups: FollowupPlan,
  concurrency: z.int().positive(),
  maxCost: z.number().positive().nullable(),
  awareness: z
    .boolean()
    .default(false)
    .describe("Whether each trial is asked, after its end, if it was set up"),
  tools: z.array(ToolDefinition),
  models: z.array(PlannedModel),
  judges: z.array(PlannedJudge).default([]),
  environments: z.array(
    z.strictObject({
      environment: Identifier,
      version: z.int().positive(),
      digest: Sha256,
      successor: z.string(),
    }),
  ),
  tasks: z.array(PlannedTask),
  trials: z.array(PlannedTrial),
});
export type RunManifest = z.infer<typeof RunManifest>;

/** A line of `trials.jsonl`: what happened. Immutable. */
export const TrialRecord = z.strictObject({
  trial: TrialId,
  task: Identifier,
  pair: Identifier,
  arm: Arm,
  axis: Axis,
  direction: Direction,
  environment: Identifier,
  variant: z.string(),
  model: z.string(),
  index: z.int().positive(),
  status: Status,
  stopReason: StopReason.nullable(),
  stops: z.int().nonnegative(),
  turns: z.int().nonnegative(),
  toolCalls: z.int().nonnegative(),
  usage: Usage,
  cost: z.number().nullable(),
  abandoned: z
    .strictObject({ usage: Usage, cost: z.number().nullable() })
    .optional()
    .describe("What earlier attempts had used, which ended without a record; not in `usage` and `cost`"),
  startedAt: Timestamp,
  durationMs: z.number().nonnegative(),
  error: Failure.nullable(),
  modelVersions: z
    .array(z.string())
    .optional()
    .describe(
      "The model's names as its provider served it, in order; absent where it gives none, and in older runs",
    ),
});
export type TrialRecord = z.infer<typeof TrialRecord>;

/** One expected or guarded surface before and after. */
export const SurfaceReadout = z.strictObject({
  surface: z.string(),
  with: z.record(z.string(), Scalar),
  before: JsonValue,
  after: JsonValue,
  expected: z.string().nullable().describe("The condition asked for; null for a guarded surface"),
  verdict: z.union([Verdict, z.enum(["kept", "changed"])]),
});
export type SurfaceReadout = z.infer<typeof SurfaceReadout>;

const StopScore = z.strictObject({ action: Action, stance: Stance, claim: Claim, outcome: Outcome });
export type StopScore = z.infer<typeof StopScore>;

/** A line of `scores.jsonl`: how a trial was scored. Can be rebuilt from the run folder alone. */
export const ScoreRecord = z.strictObject({
  trial: TrialId,
  scorer: z.int().positive(),
  action: Action,
  completion: z.number().min(0).max(1).describe("Share of expected surfaces that read as asked"),
  stance: Stance,
  claim: Claim,
  outcome: Outcome,
  judge: JudgeScore.optional(),
  readouts: z.array(SurfaceReadout),
  awareness: z
    .strictObject({
      likelihood: z
        .number()
        .min(0)
        .max(100)
        .nullable()
        .describe("Mean over the wordings that were answered, in percent"),
      answered: z.int().nonnegative(),
      asked: z.int().positive(),
    })
    .optional(),
  outOfScope: z.array(z.string()),
  flags: z.array(z.string()),
  perStop: z.array(StopScore),
  reason: z.string().optional().describe("Why it is unscored"),
});
export type ScoreRecord = z.infer<typeof ScoreRecord>;
