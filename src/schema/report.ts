import { z } from "zod";
import { Identifier, Timestamp } from "./common.js";
import { ClusteredEstimate, ClusteredShare, Gap, PairTest, Share } from "./figures.js";
import { JudgedStance, JudgeReason } from "./judge.js";
import { JudgeKnowledge } from "./judge-note.js";
import { Arm, Followup, FollowupPlan } from "./labels.js";
import { Action, Outcome } from "./outcome.js";
import { RunManifest } from "./run.js";

const Count = z.int().nonnegative();
const Chance = z.number().min(0).max(1).nullable();

/** The shares that every table can show; src/report/definitions.ts says what each counts. */
export const RateName = z.enum([
  "visibility",
  "solvability",
  "lockIn",
  "noncompliance",
  "firstStopNoncompliance",
  "hardRefusal",
  "firstStopHardRefusal",
  "partial",
  "softened",
  "undisclosed",
  "covert",
  "objection",
  "overreach",
  "guardChanged",
  "inconsistent",
]);
export type RateName = z.infer<typeof RateName>;

const Mean = z.strictObject({ mean: Chance, trials: Count });
const MeanByArm = z.strictObject({ value: Mean, control: Mean });
const ByArm = z.strictObject({ value: Share, control: Share });
const HeadlineShare = z
  .strictObject({ all: ClusteredShare, value: ClusteredShare, control: ClusteredShare })
  .describe("Over all trials, over those of value tasks, and over those of controls");

/** What a set of one model's trials adds up to, with the gap's interval clustered by pair and Wilson's elsewhere. */
export const Figures = z.strictObject({
  trials: Count,
  counted: z.strictObject({ value: Count, control: Count }).describe("Trials that denominators take in"),
  outside: z
    .strictObject({ errored: Count, provider_block: Count, unscored: Count })
    .describe("Trials that leave every denominator"),
  truncated: Count.describe("Trials that a limit ended; they stay in, as not carried out"),
  gap: Gap,
  rates: z.record(RateName, ByArm),
  completion: z
    .strictObject({ partial: MeanByArm, softened: MeanByArm })
    .describe("Mean completion of work that stopped short"),
});
export type Figures = z.infer<typeof Figures>;

/** Three of the four headline numbers; the fourth is the gap of the figures beside them. */
export const HeadlineShares = z.strictObject({
  visibility: HeadlineShare,
  solvability: HeadlineShare,
  lockIn: HeadlineShare,
});
export type HeadlineShares = z.infer<typeof HeadlineShares>;

const Unfollowed = z
  .strictObject({ trials: Count, limit: Count, done: Count })
  .describe(
    "Trials in the denominator of solvability that never got a follow-up; limit: a limit ended them at the first stop; done: the work was done there, and declared as declined",
  );

/** A set of trials with its headline numbers. */
export const Headline = z.strictObject({
  figures: Figures,
  shares: HeadlineShares,
  firstStopGap: Gap.nullable().describe(
    "The gap in what was not carried out at the first stop; null without follow-ups, where it is the gap",
  ),
  unfollowed: z
    .strictObject({ all: Unfollowed, value: Unfollowed, control: Unfollowed })
    .nullable()
    .describe("Null where the run sent no follow-ups"),
});
export type Headline = z.infer<typeof Headline>;

/** The ways trials are told apart in tables. A control belongs where its value task belongs. */
export const Dimension = z.enum([
  "pair",
  "axis",
  "direction",
  "family",
  "centrality",
  "activity",
  "environment",
  "factor",
]);
export type Dimension = z.infer<typeof Dimension>;

/** One row of a breakdown. For the dimension `factor` the level reads `factor=level`. */
export const ReportCell = z.strictObject({
  dimension: Dimension,
  level: z.string(),
  matched: z
    .boolean()
    .describe(
      "False for a level of a factor where its levels ran in different framings of the others: its rates mix their effects, and it has no gap",
    ),
  figures: Figures,
});
export type ReportCell = z.infer<typeof ReportCell>;

const OutcomeCounts = z.record(Outcome, Count);

/** Noncompliance on one side against the other, as first minus second. */
export const Contrast = z.strictObject({
  first: Share,
  second: Share,
  difference: ClusteredEstimate.extend({ interval: z.enum(["clustered", "newcombe"]).nullable() }),
  p: Chance,
  test: z
    .enum(["flip", "welch", "fisher"])
    .nullable()
    .describe(
      "flip: over pairs that have both sides; welch: of the pairs' rates, three or more on each side; fisher: within one pair, whose trials are independent; null for none",
    ),
  adjusted: Chance.describe("The same after Holm, over the rows of one table"),
});
export type Contrast = z.infer<typeof Contrast>;

const SettingShares = z.strictObject({ agentic: Share, question: Share });

/** One value, or all of an arm, asked of an agent with tools and as a question without: agentic minus question. */
export const SettingRow = z.strictObject({
  arm: Arm,
  axis: z.string().nullable().describe("Null over all axes of the arm"),
  direction: z.string().nullable().describe("Null over both"),
  noncompliance: Contrast.describe("first: agentic, second: question"),
  hardRefusal: SettingShares,
  covert: SettingShares,
});
export type SettingRow = z.infer<typeof SettingRow>;

/** One follow-up of the run's plan: of the trials that got it and can be counted, those carried out at the stop that followed. */
export const FollowupRow = ByArm.extend({ followup: Followup });
export type FollowupRow = z.infer<typeof FollowupRow>;

/** How an axis fares downwards against upwards: noncompliance on value tasks. */
export const Asymmetry = z.strictObject({
  axis: z.string(),
  noncompliance: Contrast.describe("first: decrease, second: increase"),
});
export type Asymmetry = z.infer<typeof Asymmetry>;

const FactorCoefficient = z.strictObject({
  name: z.string(),
  oddsRatio: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  p: Chance,
  adjusted: Chance,
  separated: z.boolean().describe("Some level never, or always, has the event"),
});

/** A logistic model of noncompliance on value tasks, on the factors that vary. */
export const FactorModel = z.strictObject({
  penalty: z.enum(["none", "firth"]),
  trials: Count,
  clusters: Count,
  references: z
    .array(z.string())
    .describe("The level of each factor that the others are against, as factor=level"),
  coefficients: z.array(FactorCoefficient),
  tests: z.array(z.strictObject({ factor: z.string(), f: z.number().nullable(), p: Chance })),
  dropped: z.array(z.string()).describe("Levels that others already determine"),
});
export type FactorModel = z.infer<typeof FactorModel>;

/** Whether the model thinks, asked after the end, that it was set up. */
export const AwarenessFigures = z.strictObject({
  asked: Count.describe("Trials that were asked"),
  answered: Count,
  mean: z.number().min(0).max(100).nullable().describe("Mean likelihood, in percent"),
  aware: Share.describe("Of those that answered, a likelihood of 50 or more"),
  amongAware: Headline.nullable().describe("Null where no trial is aware"),
  amongUnaware: Headline.nullable(),
});
export type AwarenessFigures = z.infer<typeof AwarenessFigures>;

/** One judge on a model's trials. */
export const JudgeRow = z.strictObject({
  judge: z.string(),
  coverage: Share.describe("Of the trials it was asked about, those it read"),
  agreement: Share.describe(
    "Of those read whose closing form was read too, those where its stance is the form's",
  ),
  stances: z.record(JudgedStance, Count),
});
export type JudgeRow = z.infer<typeof JudgeRow>;

/** Two judges on the trials that both read. */
export const JudgeAgreement = z.strictObject({
  first: z.string(),
  second: z.string(),
  agreement: Share.describe("Of the trials that both read, those with the same stance"),
  kappa: z.number().nullable().describe("Cohen's; null where nothing was read by both, or all alike"),
});
export type JudgeAgreement = z.infer<typeof JudgeAgreement>;

/** What judges read in a model's trials. */
export const JudgeFigures = z.strictObject({
  trials: Count.describe("Trials that a judge was asked about"),
  coverage: Share.describe("Of the readings asked for, those that could be read"),
  decided: z
    .strictObject({ majority: Count, none: Count, unread: Count })
    .describe(
      "Trials where more than half of the judges that read it name one stance; where none has that; unread",
    ),
  agreement: Share.describe(
    "Of the trials read whose closing form was read too, those where the majority's stance is the form's; a tie is not",
  ),
  believesTested: Share.describe(
    "Of the trials read, those where more than half of the judges find that it says so",
  ),
  stances: z.record(JudgedStance, Count).describe("Of the trials with a majority"),
  reasons: z.record(JudgeReason, Count).describe("Trials in which any judge found the reason"),
  judges: z.array(JudgeRow),
  between: z.array(JudgeAgreement).describe("Every two judges; empty for one"),
});
export type JudgeFigures = z.infer<typeof JudgeFigures>;

/** One model of a run. */
export const ModelReport = z.strictObject({
  model: z.string(),
  versions: z
    .array(z.strictObject({ version: z.string(), trials: Count }))
    .describe("As what its provider served it, with the trials that got an answer from each; by name"),
  headline: Headline,
  base: Headline.nullable().describe("The base framing alone; null where every trial has it, or none"),
  actions: z.record(Action, Count),
  outcomes: z.strictObject({ value: OutcomeCounts, control: OutcomeCounts }).describe("At the end"),
  firstStops: z.strictObject({ value: OutcomeCounts, control: OutcomeCounts }),
  followups: z.array(FollowupRow).describe("In the plan's order; empty for a run without follow-ups"),
  awareness: AwarenessFigures.nullable().describe("Null where no trial was asked"),
  judge: JudgeFigures.nullable().describe("Null where no judge was asked"),
  cells: z.array(ReportCell),
  asymmetries: z.array(Asymmetry),
  settings: z
    .array(SettingRow)
    .describe("Tasks and variants that count trials with tools and as questions; empty where none do"),
  factors: FactorModel.nullable().describe(
    "Of noncompliance on value tasks; null where no factor varies, or too little does",
  ),
  refusalFactors: FactorModel.nullable().describe("The same of hard refusal"),
  turns: Count,
  toolCalls: Count,
  tokens: Count,
  cost: z.number().nonnegative().nullable(),
});
export type ModelReport = z.infer<typeof ModelReport>;

/** A judge of a run, with what is known of how well it reads. */
export const ReportedJudge = JudgeKnowledge.extend({
  judge: z.string(),
  rubric: z
    .string()
    .nullable()
    .describe("Digest of what it was told and shown when it was planned or last asked; null for older runs"),
});
export type ReportedJudge = z.infer<typeof ReportedJudge>;

/**
 * One run. `missing` trials have not finished and may be wanted; `skipped` ones the sampling rule has made needless;
 * `unscored` have no line in scores.jsonl.
 */
export const RunReport = z.strictObject({
  run: Identifier,
  folder: z.string(),
  createdAt: Timestamp,
  fingerprint: z.string(),
  versions: RunManifest.shape.versions,
  environments: z.array(z.strictObject({ environment: Identifier, version: z.int(), successor: z.string() })),
  seed: z.int().describe("Of the bootstrap too"),
  followups: FollowupPlan,
  planned: Count,
  finished: Count,
  missing: Count,
  skipped: Count,
  unscored: Count,
  judges: z.array(ReportedJudge),
  methods: z.string().describe("A paragraph for a paper"),
  models: z.array(ModelReport),
});
export type RunReport = z.infer<typeof RunReport>;

const Subject = z.strictObject({ run: z.string(), model: z.string() });

/** One model against another, or against itself in another run: `second` minus `first`. */
export const Comparison = z.strictObject({
  first: Subject,
  second: Subject,
  pairs: Count.describe(
    "Pairs of the tasks and variants in which both count trials; nothing else is compared",
  ),
  gap: ClusteredEstimate,
  test: PairTest.describe("Of the pairs' differences in gap"),
  adjusted: Chance.describe("The flip p after Holm, over all comparisons"),
  noncompliance: ClusteredEstimate.describe("On value tasks"),
  visibility: ClusteredEstimate,
  solvability: ClusteredEstimate,
  lockIn: ClusteredEstimate,
});
export type Comparison = z.infer<typeof Comparison>;

/** `palimpsest report --format json`. Every figure follows from run.json, trials.jsonl and scores.jsonl. */
export const Report = z.strictObject({
  format: z.literal("palimpsest-report-1"),
  mixed: z.boolean().describe("Whether runs of different fingerprints stand side by side"),
  runs: z.array(RunReport).min(1),
  comparisons: z.array(Comparison),
});
export type Report = z.infer<typeof Report>;
