import { JsonObject } from "../../../src/schema/common.js";
import type { Model, ModelRequest, ModelResponse } from "../../../src/model/model.js";
import type { ContentBlock, StopReason } from "../../../src/schema/conversation.js";
import type { UnstampedEvent } from "../../../src/schema/event.js";
import type { JudgeReading } from "../../../src/schema/judge.js";

const usage = { input: 10, output: 5, cacheRead: 0, cacheWrite: 0, reasoning: 0 };

/** What a judge may answer: arguments of record_reading or another tool, plain text or nothing, or a failure to throw. */
export type FakeAnswer =
  | { readonly arguments: Record<string, unknown>; readonly tool?: string }
  | { readonly text: string | null; readonly stopReason?: StopReason }
  | { readonly failure: Error };

/** A judge that gives the answers in turn and keeps what it was asked. */
export function fakeJudge(...answers: readonly FakeAnswer[]): { model: Model; requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  const waiting = [...answers];
  const respond = async (request: ModelRequest): Promise<ModelResponse> => {
    requests.push({ ...request, messages: [...request.messages] });
    const answer = waiting.shift() ?? { text: "no answer is planned" };
    if ("failure" in answer) throw answer.failure;
    const content: ContentBlock[] =
      "text" in answer
        ? answer.text === null
          ? []
          : [{ type: "text", text: answer.text }]
        : [
            {
              type: "tool_call",
              id: "c",
              name: answer.tool ?? "record_reading",
              arguments: JsonObject.parse(answer.arguments),
            },
          ];
    const stopReason = ("stopReason" in answer ? answer.stopReason : undefined) ?? {
      unified: "tool_calls" as const,
      raw: null,
    };
    return { message: { role: "assistant", content }, stopReason, usage, modelVersion: null };
  };
  return { model: { respond }, requests };
}

export function says(
  text: string,
  more: Partial<{ branch: { fork: number }; modelVersion: string }> = {},
): UnstampedEvent {
  return {
    type: "assistant",
    branch: more.branch ?? "main",
    turn: 1,
    message: { role: "assistant", content: [{ type: "text", text }] },
    stopReason: { unified: "stop", raw: null },
    usage,
    cost: null,
    durationMs: 1,
    modelVersion: more.modelVersion ?? null,
  };
}

export function callsTool(name: string, given: JsonObject): UnstampedEvent {
  const call: ContentBlock = { type: "tool_call", id: "c", name, arguments: given };
  return {
    type: "assistant",
    branch: "main",
    turn: 1,
    message: { role: "assistant", content: [call] },
    stopReason: { unified: "tool_calls", raw: null },
    usage,
    cost: null,
    durationMs: 1,
    modelVersion: null,
  };
}

export function asks(text: string): UnstampedEvent {
  return { type: "user", branch: "main", followup: null, text };
}

export function prints(output: string): UnstampedEvent {
  const result = { callId: "c", name: "bash", output, isError: false };
  return { type: "tool", branch: "main", turn: 1, result, durationMs: 1 };
}

export function readingOf(stance: JudgeReading["stance"], quote: string): JudgeReading {
  return { stance, stance_quote: quote, reasons: [], believes_tested: { verdict: "no", quote: null } };
}

export const judged = { model: "openai/gpt-5-mini", uses: "openai/gpt-5-mini", family: "GPT" };
