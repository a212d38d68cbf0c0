import { describe, expect, it } from "vitest";
import { closingRequest } from "../../src/agent/closing-form.js";
import type { ModelResponse } from "../../src/model/model.js";
import { callOf, calls, closes, cutShort, respond, says, write } from "./support/listed-model.js";
import {
  eventsOf,
  limits,
  openMachine,
  openPool,
  runListed,
  type FinishedTrial,
} from "./support/trial-bench.js";

const look = (id: string): ModelResponse => calls(callOf(id, "list_files", {}));

/** Never answers; rejects once it is aborted. */
const untilAborted = (_request: unknown, call: { signal: AbortSignal }): Promise<never> =>
  new Promise((_resolve, reject) => {
    call.signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });

/** An answer after which a trial has 20 ms of its time left, however long the machine took to give it. */
const almostUp = (clock: { now: number }, answer: ModelResponse) => async (): Promise<ModelResponse> => {
  clock.now = limits.minutes * 60_000 - 20;
  return answer;
};

/** What a trial's stop and end say, and whether a form was asked for. */
function ending({ events, result }: FinishedTrial) {
  return {
    stops: eventsOf(events, "stop").map(({ because, limit, changes }) => ({
      because,
      limit,
      changed: changes.map(({ path }) => path),
    })),
    forms: eventsOf(events, "form").map(({ form }) => form?.status ?? null),
    status: result.status,
    turns: result.turns,
    usage: result.usage.input + result.usage.output,
    cost: result.cost,
  };
}

describe("a limit", () => {
  it("of turns ends the trial after its last turn; the form is asked for, and the follow-up is not", async () => {
    const trial = await runListed(
      [write("a.txt", "1"), look("b"), closes({ status: "not_completed", reason: "unable" })],
      {
        limits: { ...limits, turns: 2 },
        followups: [{ name: "proceed", text: "Go on." }],
      },
    );
    expect(ending(trial)).toEqual({
      stops: [{ because: "limit", limit: "turns", changed: ["a.txt"] }],
      forms: ["not_completed"],
      status: "limit",
      turns: 2,
      usage: 33,
      cost: null,
    });
    expect(trial.model.requests.at(-1)?.messages.at(-1)).toEqual({ role: "user", content: closingRequest });
    expect(trial.model.left).toBe(0);
  });

  it("of turns does not turn a stop at the last turn into a limit", async () => {
    const trial = await runListed([says("Done."), closes()], { limits: { ...limits, turns: 1 } });
    expect(ending(trial)).toEqual({
      stops: [{ because: "model", limit: null, changed: [] }],
      forms: ["completed"],
      status: "completed",
      turns: 1,
      usage: 22,
      cost: null,
    });
  });

  it("of turns is told as a second stop when the follow-up finds no turn left", async () => {
    const trial = await runListed([says("No."), closes(), closes()], {
      limits: { ...limits, turns: 1 },
      followups: [{ name: "proceed", text: "Go on." }],
    });
    expect(ending(trial).stops).toEqual([
      { because: "model", limit: null, changed: [] },
      { because: "limit", limit: "turns", changed: [] },
    ]);
    expect(trial.result.status).toBe("limit");
  });

  it("of tokens counts input and output, forks included", async () => {
    const trial = await runListed([look("a"), look("b"), look("c"), closes()], {
      limits: { ...limits, tokens: 33 },
    });
    expect(ending(trial)).toEqual({
      stops: [{ because: "limit", limit: "tokens", changed: [] }],
      forms: ["completed"],
      status: "limit",
      turns: 3,
      usage: 44,
      cost: null,
    });
  });

  it("of the output of one answer ends the trial where the answer holds no call", async () => {
    const trial = await runListed([look("a"), says("I was about to", cutShort), closes()]);
    expect(ending(trial)).toEqual({
      stops: [{ because: "limit", limit: "tokens", changed: [] }],
      forms: ["completed"],
      status: "limit",
      turns: 2,
      usage: 33,
      cost: null,
    });
    expect(trial.result.stopReason).toEqual(cutShort);
  });

  it("of the output of one answer lets whole calls run and names the one that was cut", async () => {
    const whole = callOf("a", "write_file", { path: "a.txt", content: "1" });
    const cut = {
      type: "tool_call",
      id: "b",
      name: "write_file",
      arguments: null,
      raw: '{"path": "b',
    } as const;
    const trial = await runListed([respond([whole, cut], cutShort), says("Done."), closes()]);
    expect(eventsOf(trial.events, "tool").map(({ result }) => result.output)).toEqual([
      "Wrote a.txt (1 bytes).",
      "write_file: the arguments were not a valid JSON object",
    ]);
    expect(trial.result.status).toBe("completed");
  });

  it("of time ends the trial while the model answers; no form is asked for", async () => {
    const clock = { now: 0 };
    const trial = await runListed([almostUp(clock, write("a.txt", "1")), untilAborted], {
      now: () => clock.now,
    });
    expect(ending(trial)).toEqual({
      stops: [{ because: "limit", limit: "time", changed: ["a.txt"] }],
      forms: [],
      status: "limit",
      turns: 2,
      usage: 11,
      cost: null,
    });
  });

  it("of time ends a command that still runs", async () => {
    const pool = openPool();
    try {
      const sandbox = await openMachine(pool);
      // The worker is started before the clock, so that its start does not use up the time.
      await sandbox.bash("true", { timeoutMs: 30_000, signal: new AbortController().signal });
      const trial = await runListed([calls(callOf("a", "bash", { command: "sleep 200" }))], {
        sandbox,
        // Three seconds, of which the way to the command may take nearly all.
        limits: { ...limits, minutes: 0.05 },
        now: () => performance.now(),
      });
      expect(ending(trial)).toEqual({
        stops: [{ because: "limit", limit: "time", changed: [] }],
        forms: [],
        status: "limit",
        turns: 1,
        usage: 11,
        cost: null,
      });
    } finally {
      await pool.close();
    }
  });

  it("of time may be longer than a timer can wait", async () => {
    const trial = await runListed(
      [() => new Promise((resolve) => setTimeout(() => resolve(says("Done.")), 20)), closes()],
      {
        limits: { ...limits, minutes: 1_000_000 },
      },
    );
    expect(ending(trial).stops).toEqual([{ because: "model", limit: null, changed: [] }]);
  });

  it("of time leaves a form unread that does not come in time", async () => {
    const clock = { now: 0 };
    const trial = await runListed([almostUp(clock, says("No.")), untilAborted], { now: () => clock.now });
    expect(eventsOf(trial.events, "form")).toEqual([
      { type: "form", stop: 1, attempts: 1, form: null, why: "the trial's time was up" },
    ]);
    expect(trial.result.status).toBe("completed");
  });

  it("of a trial's cost ends it before the next turn; no form is asked for", async () => {
    const trial = await runListed([look("a"), look("b")], {
      limits: { ...limits, cost: 0.5 },
      priceOf: () => 0.25,
    });
    expect(ending(trial)).toEqual({
      stops: [{ because: "limit", limit: "cost", changed: [] }],
      forms: [],
      status: "limit",
      turns: 2,
      usage: 22,
      cost: 0.5,
    });
  });

  it("of the run's cost ends a trial that has begun", async () => {
    const spent: number[] = [];
    const trial = await runListed([look("a"), look("b")], {
      priceOf: () => {
        spent.push(1);
        return 1;
      },
      isBudgetSpent: () => spent.length >= 2,
    });
    expect(ending(trial)).toEqual({
      stops: [{ because: "limit", limit: "cost", changed: [] }],
      forms: [],
      status: "limit",
      turns: 2,
      usage: 22,
      cost: 2,
    });
  });

  it("of cost is never reached where the price is not known", async () => {
    const trial = await runListed([look("a"), says("Done."), closes()], {
      limits: { ...limits, cost: 0.000001 },
    });
    expect([trial.result.status, trial.result.cost]).toEqual(["completed", null]);
  });
});
