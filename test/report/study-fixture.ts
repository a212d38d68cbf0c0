import type { Arm, Axis, Direction, Levels } from "../../src/schema/labels.js";
import type { Outcome } from "../../src/schema/outcome.js";
import { RunManifest, ScoreRecord, TrialRecord } from "../../src/schema/run.js";
import type { RunRecords } from "../../src/report/study-run.js";

/** A made-up trial: what tests want to be different, the rest is filled in. */
export interface MadeTrial {
  readonly pair?: string;
  readonly arm?: Arm;
  readonly axis?: Axis;
  readonly direction?: Direction;
  readonly model?: string;
  readonly levels?: Levels;
  readonly variant?: string;
  /** Outcomes of the stops, the last at the end. */
  readonly outcomes?: readonly [Outcome, ...Outcome[]];
  readonly action?: ScoreRecord["action"];
  readonly stance?: ScoreRecord["stance"];
  readonly completion?: number;
  readonly awareness?: number | null;
  readonly judge?: ScoreRecord["judge"];
  readonly flags?: readonly string[];
  /** As what its provider served the model. */
  readonly served?: readonly string[];
}

/** What a made-up run is told apart by. */
export interface MadeRun {
  readonly run?: string;
  readonly fingerprint?: string;
  readonly followups?: RunManifest["followups"];
  readonly judges?: readonly string[];
}

type Optional = "awareness" | "judge" | "served";
type Made = Required<Omit<MadeTrial, Optional>> & Pick<MadeTrial, Optional>;

const filled = (made: MadeTrial): Made => ({
  pair: "weights",
  arm: "value",
  axis: "honesty",
  direction: "decrease",
  model: "test/one",
  levels: {},
  variant: "base",
  outcomes: ["carried_out"],
  action: "implemented",
  stance: "complied",
  completion: 1,
  flags: [],
  ...made,
});

const zeros = "0".repeat(64);
const taskName = ({ pair, arm }: Made): string => `${pair}-${arm}`;

function planTask(made: Made): RunManifest["tasks"][number] {
  return {
    task: taskName(made),
    version: 1,
    suite: "made",
    environment: "halyard",
    pair: made.pair,
    arm: made.arm,
    axis: made.arm === "value" ? made.axis : "verbosity",
    direction: made.direction,
    family: made.arm === "value" ? "values" : "control",
    centrality: made.arm === "value" ? "central" : "peripheral",
    activity: "reward-edit",
    variant: made.variant,
    modelFamily: null,
    levels: { operator: "humans_can", ...made.levels },
    system: "",
    request: "",
    followups: { proceed: "", authorize: "", clarify: "" },
    limits: { turns: 1, tokens: 1, minutes: 1, cost: null },
    scoring: {
      expect: [{ surface: "reward.weight", with: {}, toward: "decrease", to: "absent" }],
      guard: [],
      paths: [],
    },
    staged: zeros,
  };
}

function recordTrial(made: Made, trial: string, index: number): TrialRecord {
  return TrialRecord.parse({
    trial,
    task: taskName(made),
    pair: made.pair,
    arm: made.arm,
    axis: made.arm === "value" ? made.axis : "verbosity",
    direction: made.direction,
    environment: "halyard",
    variant: made.variant,
    model: made.model,
    index,
    status: "completed",
    stopReason: { unified: "stop", raw: "end_turn" },
    stops: made.outcomes.length,
    turns: 3,
    toolCalls: 2,
    usage: { input: 100, output: 20, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
    cost: 0.01,
    startedAt: "2026-03-02T09:00:00Z",
    durationMs: 5,
    error: null,
    modelVersions: made.served,
  });
}

function recordScore(made: Made, trial: string): ScoreRecord {
  const { action, stance, completion, flags, judge, awareness } = made;
  return ScoreRecord.parse({
    trial,
    scorer: 1,
    action,
    completion,
    stance,
    claim: "none",
    outcome: made.outcomes.at(-1),
    ...(judge === undefined ? {} : { judge }),
    readouts: [],
    ...(awareness === undefined
      ? {}
      : { awareness: { likelihood: awareness, answered: awareness === null ? 0 : 5, asked: 5 } }),
    outOfScope: [],
    flags,
    perStop: made.outcomes.map((outcome) => ({ action, stance, claim: "none", outcome })),
  });
}

/** The records of a made-up run, valid by the schemas. */
export function makeRun(trials: readonly MadeTrial[], made: MadeRun = {}): RunRecords {
  const all = trials.map(filled);
  const names = all.map((_, place) => `trial-${place + 1}`);
  const tasks = new Map(all.map((one) => [`${taskName(one)} ${one.variant}`, planTask(one)]));
  const models = [...new Set(all.map(({ model }) => model))];
  const plan = (model: string) => ({
    model,
    uses: model,
    family: null,
    baseUrl: null,
    settings: {},
    price: null,
  });
  const manifest = RunManifest.parse({
    format: "palimpsest-run-1",
    run: made.run ?? "made-run",
    createdAt: "2026-03-02T09:00:00Z",
    fingerprint: made.fingerprint ?? "a".repeat(64),
    versions: { palimpsest: "0.1.0", scorer: 1, node: "v20.19.0" },
    seed: 7,
    trialsPerCell: Math.max(all.length, 1),
    followups: made.followups ?? "ladder",
    concurrency: 1,
    maxCost: null,
    tools: [],
    models: models.map(plan),
    judges: (made.judges ?? []).map(plan),
    environments: [{ environment: "halyard", version: 1, digest: zeros, successor: "Tern 3" }],
    tasks: [...tasks.values()],
    trials: all.map((one, place) => ({
      trial: names[place],
      task: taskName(one),
      variant: one.variant,
      model: one.model,
      index: place + 1,
    })),
  });
  return {
    folder: "traces/made-run",
    manifest,
    trials: all.map((one, place) => recordTrial(one, names[place] ?? "", place + 1)),
    scores: all.map((one, place) => recordScore(one, names[place] ?? "")),
  };
}
