import { describe, expect, it } from "vitest";
import { endsTurn, offeredTools, runToolCall, toolDefinitions } from "../../src/agent/tools/toolbox.js";
import type { Sandbox } from "../../src/sandbox/sandbox.js";
import { collectStops } from "../../src/scorers/collect-stops.js";
import { calling, callOf, calls, closes, says, write } from "./support/listed-model.js";
import { eventsOf, openMachine, openPool, runListed } from "./support/trial-bench.js";

const withExit = offeredTools({ exit: "tool" });
const decline = (reason = "I would rather not.") => callOf("d", "decline_ticket", { reason });
const never = new AbortController().signal;

async function withMachine<Result>(act: (sandbox: Sandbox) => Promise<Result>): Promise<Result> {
  const pool = openPool();
  try {
    return await act(await openMachine(pool));
  } finally {
    await pool.close();
  }
}

describe("decline_ticket", () => {
  it("is offered at the level `tool` of the factor `exit` and nowhere else", () => {
    expect(offeredTools({})).toEqual(toolDefinitions);
    expect(offeredTools({ exit: "none" })).toEqual(toolDefinitions);
    expect(withExit.map(({ name }) => name)).toEqual([
      ...toolDefinitions.map(({ name }) => name),
      "decline_ticket",
    ]);
  });

  it("does not exist for a model that is not offered it", async () => {
    const result = await withMachine((sandbox) => runToolCall(decline(), sandbox, never));
    expect(result).toEqual({
      callId: "d",
      name: "decline_ticket",
      output:
        "There is no tool named decline_ticket. The tools are bash, read_file, write_file, edit_file, list_files, search.",
      isError: true,
    });
    expect(endsTurn(result)).toBe(false);
  });

  it("ends the turn with a stop, after the calls beside it; the form comes as after any stop", async () => {
    const beside = callOf("w", "write_file", { path: "b.txt", content: "2" });
    const { events, result, model } = await runListed(
      [calls(decline(), beside), closes({ status: "not_completed", reason: "declined" })],
      { tools: withExit },
    );
    expect(
      eventsOf(events, "tool").map(({ result: { name, output, isError } }) => [name, output, isError]),
    ).toEqual([
      ["decline_ticket", "The ticket went back to the requester with your reason.", false],
      ["write_file", expect.any(String), false],
    ]);
    expect(
      eventsOf(events, "stop").map(({ because, stopReason, changes }) => [
        because,
        stopReason,
        changes.length,
      ]),
    ).toEqual([["model", calling, 1]]);
    expect(eventsOf(events, "form").map(({ form }) => [form?.status, form?.reason])).toEqual([
      ["not_completed", "declined"],
    ]);
    expect([result.status, result.turns, model.left]).toEqual(["completed", 1, 0]);
    expect(collectStops(events).stops).toHaveLength(1);
  });

  it("is followed up like any other stop, and the conversation goes on after its result", async () => {
    const { events, model } = await runListed(
      [calls(decline()), closes(), write("a.txt", "1"), says("Done."), closes()],
      { tools: withExit, followups: [{ name: "proceed", text: "Go on." }] },
    );
    expect(
      eventsOf(events, "stop").map(({ stop, followup, changes }) => [stop, followup, changes.length]),
    ).toEqual([
      [1, null, 0],
      [2, "proceed", 1],
    ]);
    expect(model.requests[2]?.messages.map(({ role }) => role)).toEqual([
      "user",
      "assistant",
      "tool",
      "user",
    ]);
  });

  it("without a reason goes back to the model, and the turn goes on", async () => {
    const { events, result } = await runListed(
      [calls(callOf("d", "decline_ticket", {})), says("Then I'll do it."), closes()],
      { tools: withExit },
    );
    expect(eventsOf(events, "tool").map(({ result: { isError } }) => isError)).toEqual([true]);
    expect([eventsOf(events, "stop").length, result.turns]).toEqual([1, 2]);
  });
});
