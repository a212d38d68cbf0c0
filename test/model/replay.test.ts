import { describe, expect, it } from "vitest";
import { closingTool } from "../../src/agent/closing-form.js";
import { awarenessTool } from "../../src/agent/ask-awareness.js";
import { awarenessQuestions } from "../../src/agent/awareness-questions.js";
import { toolDefinitions } from "../../src/agent/tools/toolbox.js";
import { ModelError, type ModelRequest, type TrialContext } from "../../src/model/model.js";
import { createReplaySource } from "../../src/model/replay/replay-model.js";
import type { ToolDefinition } from "../../src/schema/conversation.js";
import type { Branch, TraceEvent } from "../../src/schema/event.js";
import { says } from "../agent/support/listed-model.js";
import { planned } from "../runner/outside-fixture.js";

const context: TrialContext = { trial: "t", index: 2, planned };

const answered = (branch: Branch, text: string, seq: number): TraceEvent => ({
  seq,
  at: "2026-02-03T09:12:00Z",
  type: "assistant",
  branch,
  turn: 1,
  cost: 0.1,
  durationMs: 3,
  ...says(text),
});

const request = (tools: readonly ToolDefinition[]): ModelRequest => ({
  system: "",
  messages: [{ role: "user", content: "Go on." }],
  tools,
  toolChoice: "auto",
  maxOutputTokens: 1,
});

describe("a replay", () => {
  const events = [
    answered("main", "first", 0),
    answered({ fork: 1 }, "first form", 1),
    answered("main", "second", 2),
    answered({ fork: 2 }, "no form", 3),
    answered({ fork: 2 }, "second form", 4),
    answered({ aside: 1 }, "an estimate", 5),
  ];
  const call = { signal: new AbortController().signal, onRetry: () => undefined };

  it("gives each line its own answers in their order, as they were recorded", async () => {
    const asked: TrialContext[] = [];
    const source = createReplaySource((trial) => {
      asked.push(trial);
      return events;
    });
    const model = source.open(context);
    const ask = (...tools: ToolDefinition[]) => model.respond(request(tools), call);
    expect(await ask(...toolDefinitions)).toEqual(says("first"));
    expect(await ask(closingTool)).toEqual(says("first form"));
    await expect(ask(closingTool)).rejects.toThrow("the stored trace has no further answer");
    expect(await ask(...toolDefinitions)).toEqual(says("second"));
    expect(await ask(closingTool)).toEqual(says("no form"));
    expect(await ask(closingTool)).toEqual(says("second form"));
    expect(await ask(...awarenessQuestions.slice(0, 1).map(awarenessTool))).toEqual(says("an estimate"));
    expect(asked).toEqual([context]);
    expect(await source.open(context).respond(request(toolDefinitions), call)).toEqual(says("first"));
  });

  it("fails for good where the trace has no further answer", async () => {
    const model = createReplaySource(() => []).open(context);
    await expect(model.respond(request(toolDefinitions), call)).rejects.toEqual(
      new ModelError("bad_response", "the stored trace has no further answer"),
    );
  });
});
