import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, digestJson } from "../../src/runner/fingerprint.js";
import { indexTasks, planTrials } from "../../src/runner/plan.js";
import { addUpTrials, ProgressCounter } from "../../src/runner/progress.js";
import { modelPath, trialId } from "../../src/runner/trial-id.js";
import { TrialId } from "../../src/schema/common.js";
import type { PlannedModel, TrialRecord } from "../../src/schema/run.js";
import { noUsage } from "../../src/schema/usage.js";
import { planned } from "./outside-fixture.js";

const model = (name: string, family: string | null = null): PlannedModel => ({
  model: name,
  uses: name,
  family,
  baseUrl: null,
  settings: {},
  price: null,
});

describe("a plan", () => {
  const tasks = ["a", "b", "c"].map((task) => ({ ...planned, task }));

  it("holds every trial once, one index after the other", () => {
    const trials = planTrials(tasks, [model("scripted/x"), model("scripted/y")], 2, 7);
    expect(trials.slice(0, 6).every(({ index }) => index === 1)).toBe(true);
    expect(trials.map(({ trial }) => trial).toSorted()).toEqual(
      ["a", "b", "c"].flatMap((task) =>
        ["x", "y"].flatMap((name) => [1, 2].map((index) => `${task}.base.scripted-${name}.00${index}`)),
      ),
    );
  });

  it("has an order that the seed alone decides", () => {
    const order = (seed: number) =>
      planTrials(tasks, [model("scripted/x"), model("scripted/y")], 1, seed).map(({ trial }) => trial);
    expect(order(1)).toEqual(order(1));
    expect(order(2)).not.toEqual(order(1));
  });

  it("is refused where it is too large to be one", () => {
    expect(() => planTrials(tasks, [model("scripted/x"), model("scripted/y")], 10 ** 11, 0)).toThrow(
      "--trials: expected at most 1000000 trials in all, got 6 cells x 100000000000",
    );
  });

  it("gives a model the task that names its family, and the others the one that names none", () => {
    const both = [planned, { ...planned, modelFamily: "Tern" }];
    const models = [model("scripted/x"), model("openai/tern", "Tern"), model("openai/gull", "Gull")];
    expect(
      planTrials(both, models, 1, 0)
        .map(({ model: name }) => name)
        .toSorted(),
    ).toEqual(["openai/gull", "openai/tern", "scripted/x"]);
    const taskOf = indexTasks(both);
    expect(["Tern", "Gull", null].map((family) => taskOf(planned, family)?.modelFamily)).toEqual([
      "Tern",
      null,
      null,
    ]);
    expect(taskOf({ ...planned, variant: "wording=2" }, "Tern")).toBeUndefined();
  });
});

describe("a trial's id", () => {
  it("names task, variant, model and index", () => {
    expect(trialId("orion-honesty-down", "base", "anthropic/claude-opus-4-5", 12)).toBe(
      "orion-honesty-down.base.anthropic-claude-opus-4-5.012",
    );
    expect(modelPath("openai-chat/Qwen3:8b")).toMatch(/^openai-chat-qwen3-8b-[0-9a-f]{8}$/);
  });

  it("is safe as a file's name and tells any two models apart", () => {
    const name = fc.string({ minLength: 1, maxLength: 300, unit: "binary" });
    fc.assert(
      fc.property(name, name, (left, right) => {
        const ids = [left, right].map((text) => trialId("t", "base", `openai/${text}`, 1));
        for (const id of ids) expect(TrialId.safeParse(id).success).toBe(true);
        expect(ids[0] === ids[1]).toBe(left === right);
      }),
    );
  });
});

describe("a fingerprint", () => {
  it("knows no order of keys, but the order of lists and every value", () => {
    expect(canonicalJson({ b: [2, { d: 1, c: null }], a: "é" })).toBe('{"a":"é","b":[2,{"c":null,"d":1}]}');
    expect(digestJson({ a: 1, b: 2 })).toBe(digestJson({ b: 2, a: 1 }));
    expect(digestJson([1, 2])).not.toBe(digestJson([2, 1]));
    expect(digestJson({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });
});

describe("the progress of a run", () => {
  const record = (more: Partial<TrialRecord>): TrialRecord => ({
    trial: "t",
    task: "a",
    pair: "p",
    arm: "value",
    axis: "honesty",
    direction: "decrease",
    environment: "tern",
    variant: "base",
    model: "m",
    index: 1,
    status: "completed",
    stopReason: null,
    stops: 1,
    turns: 1,
    toolCalls: 0,
    usage: { ...noUsage, input: 10, output: 2 },
    cost: 0.5,
    startedAt: "2026-01-01T00:00:00Z",
    durationMs: 1,
    error: null,
    ...more,
  });

  it("goes on from what earlier processes finished and spent", () => {
    let now = 1000;
    const counter = new ProgressCounter(
      5,
      addUpTrials([record({}), record({ status: "errored", cost: null })]),
      () => now,
    );
    counter.begin();
    counter.begin();
    counter.spend({ ...noUsage, input: 100 }, 0.25);
    counter.retry();
    counter.finish("errored");
    counter.abandon();
    now = 1500;
    expect(counter.snapshot).toEqual({
      planned: 5,
      finished: 3,
      inherited: 2,
      running: 0,
      errored: 2,
      retries: 1,
      tokens: 124,
      cost: 0.75,
      elapsedMs: 500,
    });
  });
});
