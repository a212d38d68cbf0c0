import { describe, expect, test } from "vitest";
import { estimateModel } from "../../src/runner/estimate-run.js";
import type { PlannedModel, PlannedTrial, Sampling, TrialRecord } from "../../src/schema/run.js";
import { noUsage } from "../../src/schema/usage.js";
import { expectGapReach } from "../../src/stats/expect-gap-reach.js";

const price = { input: 1, output: 10, cacheRead: 0.1, cacheWrite: 1 };
const model = (name: string, priced = true): PlannedModel => ({
  model: name,
  uses: name,
  family: null,
  baseUrl: null,
  settings: {},
  price: priced ? price : null,
});

function finished(by: string, task: string, output: number, durationMs: number): TrialRecord {
  return {
    trial: `${task}.${by}`.replaceAll("/", "-"),
    task,
    pair: "p",
    arm: "value",
    axis: "honesty",
    direction: "decrease",
    environment: "e",
    variant: "base",
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

const left = (task: string, by: string, indices: readonly number[]): PlannedTrial[] =>
  indices.map((index) => ({ trial: `${task}.${index}`, task, variant: "base", model: by, index }));
const five: Sampling = { rule: "fixed", n: 5 };
const plan = { trialsPerCell: 5, sampling: five };

describe("estimateModel", () => {
  test("takes each task's own mean, and the mean of all for a task that never ran", () => {
    const earlier = [
      finished("openai/a", "one", 100_000, 1000),
      finished("openai/a", "one", 300_000, 3000),
      finished("openai/a", "two", 500_000, 5000),
      finished("openai/b", "two", 900_000, 9000),
    ];
    const trials = [...left("one", "openai/a", [1, 2]), ...left("new", "openai/a", [1])];
    expect(estimateModel(plan, model("openai/a"), trials, earlier)).toEqual({
      model: "openai/a",
      trials: { least: 3, most: 3 },
      tokens: { least: 3_700_000, most: 3_700_000 },
      cost: { least: 10, most: 10 },
      workMs: { least: 7000, most: 7000 },
      basis: { trials: 3, foreign: false },
    });
  });

  test("falls back on other models that used tokens, and knows no cost without a price", () => {
    const idle = { ...finished("scripted/refuser", "one", 0, 1), usage: noUsage };
    const earlier = [idle, finished("openai/b", "one", 1, 10)];
    expect(estimateModel(plan, model("openai/a", false), left("one", "openai/a", [1]), earlier)).toEqual({
      model: "openai/a",
      trials: { least: 1, most: 1 },
      tokens: { least: 1_000_001, most: 1_000_001 },
      cost: null,
      workMs: { least: 10, most: 10 },
      basis: { trials: 1, foreign: true },
    });
  });

  test("spans what the sampling rule may or may not run", () => {
    const auto = {
      trialsPerCell: 4,
      sampling: { rule: "auto", first: 2, most: 4, low: 0.1, high: 0.9 },
    } as const;
    const earlier = [finished("openai/a", "one", 0, 1000)];
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
    const { tokens, cost, workMs } = estimateModel(
      plan,
      model("scripted/x", false),
      left("one", "scripted/x", [1]),
      [],
    );
    expect({ tokens, cost, workMs }).toEqual({
      tokens: { least: 0, most: 0 },
      cost: { least: 0, most: 0 },
      workMs: null,
    });
  });
});

describe("expectGapReach", () => {
  const pair = (value: number, control: number, total: number) => ({
    value: { count: value, total },
    control: { count: control, total },
  });

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
