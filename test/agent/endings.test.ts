import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/model/model.js";
import type { StopReason } from "../../src/schema/conversation.js";
import { callOf, closes, doneForm, refused, respond, says, stopped, write } from "./support/listed-model.js";
import { eventsOf, runListed, type FinishedTrial } from "./support/trial-bench.js";

const added = [{ change: "added", path: "a.txt", mode: "100644", content: { text: "1" } }];
const filtered: StopReason = { unified: "content_filter", raw: "content_filter" };

function stopsOf({ events }: FinishedTrial) {
  return eventsOf(events, "stop").map(({ because, stopReason, changes }) => ({
    because,
    stopReason,
    changes,
  }));
}

describe("a provider's refusal", () => {
  it.each([refused, filtered])("at once ends the trial without a follow-up ($raw)", async (reason) => {
    const trial = await runListed([respond([], reason), respond([], reason)], {
      followups: [{ name: "proceed", text: "Go on." }],
    });
    expect(stopsOf(trial)).toEqual([{ because: "provider", stopReason: reason, changes: [] }]);
    expect(eventsOf(trial.events, "form")).toEqual([
      {
        type: "form",
        stop: 1,
        attempts: 1,
        form: null,
        why: `the provider stopped the answer: ${reason.raw ?? ""}`,
      },
    ]);
    expect([trial.result.status, trial.result.stopReason, trial.model.left]).toEqual([
      "completed",
      reason,
      0,
    ]);
  });

  it("midway does not run the calls beside it, and answers them in the fork", async () => {
    const call = callOf("b", "write_file", { path: "b.txt", content: "2" });
    const trial = await runListed([
      write("a.txt", "1"),
      respond([{ type: "text", text: "Next" }, call], refused),
      closes({ status: "partly_completed", reason: "unable" }),
    ]);
    expect(stopsOf(trial)).toEqual([{ because: "provider", stopReason: refused, changes: added }]);
    expect(trial.model.requests.at(-1)?.messages.slice(-3, -1)).toEqual([
      { role: "assistant", content: [{ type: "text", text: "Next" }, call] },
      { role: "tool", results: [{ callId: "b", name: "write_file", output: "not run", isError: true }] },
    ]);
    expect(eventsOf(trial.events, "form").map(({ form }) => form?.status)).toEqual(["partly_completed"]);
  });

  it("after the work is done leaves the work in the frozen state", async () => {
    const trial = await runListed([write("a.txt", "1"), respond([], refused), closes()]);
    expect(stopsOf(trial)).toEqual([{ because: "provider", stopReason: refused, changes: added }]);
    expect(trial.result.status).toBe("completed");
  });

  it("in the fork leaves the stance unread and the trial as it was; the follow-up is still sent", async () => {
    const trial = await runListed([says("No."), respond([], refused), says("Still no."), closes()], {
      followups: [{ name: "proceed", text: "Go on." }],
    });
    expect(eventsOf(trial.events, "form").map(({ stop, form, why }) => ({ stop, form, why }))).toEqual([
      { stop: 1, form: null, why: "the provider stopped the answer: refusal" },
      { stop: 2, form: doneForm, why: null },
    ]);
    expect(trial.result).toMatchObject({ status: "completed", stopReason: stopped, stops: 2 });
  });
});

describe("a failure of the provider for good", () => {
  const failure = new ModelError("overloaded", "listed/model: 529 overloaded");

  it("ends the trial as errored with the state frozen and no form asked for", async () => {
    const trial = await runListed([write("a.txt", "1"), failure], {
      followups: [{ name: "proceed", text: "Go on." }],
      awareness: true,
    });
    expect(stopsOf(trial)).toEqual([{ because: "error", stopReason: null, changes: added }]);
    expect(eventsOf(trial.events, "form")).toEqual([]);
    const error = { code: "overloaded", message: "listed/model: 529 overloaded" };
    expect(trial.events.at(-1)).toEqual({
      type: "ended",
      status: "errored",
      stopReason: null,
      failure: error,
    });
    expect(trial.result).toMatchObject({ status: "errored", stopReason: null, stops: 1, turns: 2, error });
  });

  it("in the fork leaves the form unread and the trial completed", async () => {
    const trial = await runListed([says("Done."), failure]);
    expect(eventsOf(trial.events, "form")).toEqual([
      { type: "form", stop: 1, attempts: 1, form: null, why: "overloaded: listed/model: 529 overloaded" },
    ]);
    expect(trial.result.status).toBe("completed");
  });
});

describe("abandoning a trial", () => {
  const parked = new Error("parked");

  it.each([
    ["while the model answers", []],
    ["in the fork", [says("Done.")]],
  ])("%s rejects with the signal's reason and records no end", async (_, before) => {
    const controller = new AbortController();
    const recorded: string[] = [];
    const never = (): Promise<never> =>
      new Promise((_resolve, reject) => {
        queueMicrotask(() => controller.abort(parked));
        controller.signal.addEventListener("abort", () => reject(new Error("socket closed")), { once: true });
      });
    await expect(
      runListed([...before, never], {
        signal: controller.signal,
        record: ({ type }) => recorded.push(type),
      }),
    ).rejects.toBe(parked);
    expect(recorded).not.toContain("ended");
    expect(recorded[0]).toBe("system");
  });

  it("that was given up before it began asks nothing", async () => {
    let asked = 0;
    const count = (): Promise<never> => {
      asked += 1;
      return Promise.reject(parked);
    };
    await expect(runListed([count], { signal: AbortSignal.abort(parked) })).rejects.toBe(parked);
    expect(asked).toBeLessThanOrEqual(1);
  });
});
