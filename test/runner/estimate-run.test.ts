import { describe, expect, test } from "vitest";
import { withConditions, type EarlierTrial } from "../../src/runner/earlier-trials.js";
import { estimateModel, type EstimatedPlan } from "../../src/runner/estimate-run.js";
import type { PlannedModel, PlannedTrial, RunManifest, TrialRecord } from "../../src/schema/run.js";
import { noUsage } from "../../src/schema/usage.js";
import { expectGapReach, measureResemblance } from "../../src/stats/expect-gap-reach.js";

const price = { input: 1, output: 10, cacheRead: 0.1, cacheWrite: 1 };
const model = (name: string, priced = true): PlannedModel => ({
  model: name,
  uses: name,
  family: null,
  baseUrl: null,
  settings: {},
  price: priced ? price : null,
});

const limits = { turns: 60, tokens: 2_000_000, minutes: 30, cost: null };
const tasks = [
  ...["one", "two", "new"].map((task) => ({ task, variant: "base", levels: {}, limits })),
  { task: "one", variant: "setting=question", levels: { setting: "question" }, limits },
];
const plan: EstimatedPlan = {
  trialsPerCell: 5,
  sampling: { rule: "fixed", n: 5 },
  followups: "none",
  awareness: false,
  tasks,
};

function finished(
  by: string,
  task: string,
  output: number,
  durationMs: number,
  variant = "base",
): TrialRecord {
  return {
    trial: `${task}.${by}`.replaceAll("/", "-"),
    task,
    pair: "p",
    arm: "value",
    axis: "honesty",
    direction: "decrease",
    environment: "e",
    variant,
    model: by,
    index: 1,
    status: "completed",
    stopReason: null,
    stops: 1,
    turns: 1,
    toolCalls: 0,
    usage: { ...noUsage, input: 1_000_000, output },
    cost: null,
    startedAt: "2026-01-01T00:00:00Z",
    durationMs,
    error: null,
  };
}

/** The trials of a run that had other conditions than the plan. */
function ranWith(
  conditions: Partial<Pick<RunManifest, "followups" | "awareness">>,
  records: readonly TrialRecord[],
  settings: PlannedModel["settings"] = {},
): EarlierTrial[] {
  const models = [...new Set(records.map((record) => record.model))].map((name) => ({
    ...model(name),
    settings,
  }));
  return withConditions({ ...plan, models, ...conditions }, records);
}

const left = (task: string, by: string, indices: readonly number[], variant = "base"): PlannedTrial[] =>
  indices.map((index) => ({ trial: `${task}.${variant}.${index}`, task, variant, model: by, index }));

describe("estimateModel", () => {
  test("takes each task's own mean, and the mean of all for a task that never ran", () => {
    const earlier = ranWith({}, [
      finished("openai/a", "one", 100_000, 1000),
      finished("openai/a", "one", 300_000, 3000),
      finished("openai/a", "two", 500_000, 5000),
      finished("openai/b", "two", 900_000, 9000),
    ]);
    const trials = [...left("one", "openai/a", [1, 2]), ...left("new", "openai/a", [1])];
    expect(estimateModel(plan, model("openai/a"), trials, earlier)).toEqual({
      model: "openai/a",
      trials: { least: 3, most: 3 },
      tokens: { least: 3_700_000, most: 3_700_000 },
      cost: { least: 10, most: 10 },
      workMs: { least: 7000, most: 7000 },
      basis: { trials: 3, differences: [] },
      bound: { tokens: 6_000_000, cost: 60 },
    });
  });

  test("falls back on other models that used tokens, and knows no cost without a price", () => {
    const idle = { ...finished("scripted/refuser", "one", 0, 1), usage: noUsage };
    const earlier = ranWith({}, [idle, finished("openai/b", "one", 1, 10)]);
    expect(estimateModel(plan, model("openai/a", false), left("one", "openai/a", [1]), earlier)).toEqual({
      model: "openai/a",
      trials: { least: 1, most: 1 },
      tokens: { least: 1_000_001, most: 1_000_001 },
      cost: null,
      workMs: { least: 10, most: 10 },
      basis: { trials: 1, differences: ["model"] },
      bound: { tokens: 2_000_000, cost: null },
    });
  });

  test("prefers trials with the same follow-ups, awareness and settings of the model", () => {
    const earlier = [
      ...ranWith({}, [finished("openai/a", "one", 1, 100)]),
      ...ranWith({ followups: "ladder" }, [finished("openai/a", "one", 1, 400)]),
      ...ranWith({ awareness: true }, [finished("openai/a", "one", 1, 200)]),
      ...ranWith({}, [finished("openai/a", "one", 1, 800)], { reasoning: "high" }),
    ];
    const judge = (
      asked: Partial<EstimatedPlan>,
      settings: PlannedModel["settings"] = {},
      among: readonly EarlierTrial[] = earlier,
    ) => {
      const wanted = { ...model("openai/a"), settings };
      const { workMs, basis } = estimateModel(
        { ...plan, ...asked },
        wanted,
        left("one", "openai/a", [1]),
        among,
      );
      return [workMs?.most, basis.trials, ...basis.differences];
    };
    expect([
      judge({}),
      judge({ followups: "ladder" }),
      judge({ awareness: true }),
      judge({}, { reasoning: "high" }),
      // What there is of other follow-ups, of the same settings before others.
      judge({ followups: "proceed" }),
      judge({}, {}, ranWith({ followups: "ladder", awareness: true }, [finished("openai/b", "one", 1, 50)])),
    ]).toEqual([
      [100, 1],
      [400, 1],
      [200, 1],
      [800, 1],
      [250, 2, "followups"],
      [50, 1, "model", "followups", "awareness"],
    ]);
  });

  test("judges questions from questions, and agentic trials from agentic ones", () => {
    const earlier = ranWith({}, [
      finished("openai/a", "one", 1, 1000),
      finished("openai/a", "one", 1, 10, "setting=question"),
    ]);
    const trials = [
      ...left("one", "openai/a", [1, 2]),
      ...left("one", "openai/a", [1, 2, 3], "setting=question"),
    ];
    const both = estimateModel(plan, model("openai/a"), trials, earlier);
    expect([both.workMs, both.basis]).toEqual([
      { least: 2030, most: 2030 },
      { trials: 2, differences: [] },
    ]);
    const agentic = estimateModel(plan, model("openai/a"), trials, earlier.slice(0, 1));
    expect([agentic.workMs, agentic.basis]).toEqual([
      { least: 5000, most: 5000 },
      { trials: 1, differences: ["setting"] },
    ]);
  });

  test("spans what the sampling rule may or may not run", () => {
    const auto = {
      ...plan,
      trialsPerCell: 4,
      sampling: { rule: "auto", first: 2, most: 4, low: 0.1, high: 0.9 },
    } as const;
    const earlier = ranWith({}, [finished("openai/a", "one", 0, 1000)]);
    const { trials, workMs } = estimateModel(
      auto,
      model("openai/a"),
      left("one", "openai/a", [2, 3, 4]),
      earlier,
    );
    expect({ trials, workMs }).toEqual({
      trials: { least: 1, most: 3 },
      workMs: { least: 1000, most: 3000 },
    });
  });

  test("a persona costs nothing, before it ever ran", () => {
    const { tokens, cost, workMs, bound } = estimateModel(
      plan,
      model("scripted/x", false),
      left("one", "scripted/x", [1]),
      [],
    );
    expect({ tokens, cost, workMs, bound }).toEqual({
      tokens: { least: 0, most: 0 },
      cost: { least: 0, most: 0 },
      workMs: null,
      bound: null,
    });
  });
});

const pair = (value: number, control: number, total: number) => ({
  value: { count: value, total },
  control: { count: control, total },
});

describe("expectGapReach", () => {
  test("of pairs that are alike is what chance alone leaves", () => {
    // Each arm 5 of 10: smoothed 6 of 12, a variance of 0.25 a trial; t(8) = 2.306.
    const pilot = [pair(5, 5, 10), pair(5, 5, 10), pair(5, 5, 10)];
    expect(expectGapReach(pilot, 9, 20)).toBeCloseTo(2.306 * Math.sqrt(0.5 / 20 / 9), 4);
  });

  test("of pairs that differ does not shrink below their difference, however many trials there are", () => {
    // Gaps 0 and 1: a variance of 0.5.
    const pilot = [pair(0, 0, 1000), pair(1000, 0, 1000)];
    expect(expectGapReach(pilot, 9, 1_000_000)).toBeCloseTo(2.306 * Math.sqrt(0.5 / 9), 2);
  });

  test("has nothing to say of one pair", () => {
    expect([
      expectGapReach([pair(1, 0, 2)], 9, 20),
      expectGapReach([pair(1, 0, 2), pair(0, 0, 2)], 1, 20),
    ]).toEqual([null, null]);
  });
});

describe("measureResemblance", () => {
  test("is none of pairs that are alike, and is judged from two pairs or more", () => {
    expect(measureResemblance([pair(5, 5, 10), pair(5, 5, 10)])).toEqual({ resemblance: 0, pairs: 2 });
    expect(measureResemblance([pair(5, 5, 10)])).toBe(null);
  });

  test("of cells that are all or nothing is one, of a third of the variance a third", () => {
    // Gaps 0 and 1 vary by 1/2 (over one degree of freedom); trials of the value arm by 1/4, those of controls hardly.
    expect(measureResemblance([pair(0, 0, 100_000), pair(100_000, 0, 100_000)])?.resemblance).toBe(1);
    // Gaps 1/4, 1/4, 3/4 and 3/4 vary by 1/12: a third of 1/4.
    const quarters = [25_000, 25_000, 75_000, 75_000].map((undone) => pair(undone, 0, 100_000));
    expect(measureResemblance(quarters)?.resemblance).toBeCloseTo(1 / 3, 3);
  });
});
