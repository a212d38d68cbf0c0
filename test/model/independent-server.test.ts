import { LLMock } from "@copilotkit/aimock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ModelResponse } from "../../src/model/model.js";
import { createAnthropicSource } from "../../src/model/anthropic/source.js";
import { createOpenAiChatSource } from "../../src/model/openai-chat/source.js";
import { createOpenAiSource } from "../../src/model/openai/source.js";
import { openModel, question, recordCall, requestOf } from "./support/conversation.js";

/** A server whose wire formats others wrote, so that ours are not checked against our own recordings alone. */
describe.each([
  ["anthropic", createAnthropicSource, ""],
  ["openai", createOpenAiSource, "/v1"],
  ["openai-chat", createOpenAiChatSource, "/v1"],
] as const)("%s against a server of other authors", (_, createSource, suffix) => {
  let server: LLMock;
  beforeEach(async () => {
    server = new LLMock({ port: 0 });
    await server.start();
  });
  afterEach(() => server.stop());

  const open = () =>
    openModel(
      createSource({
        model: "tern-1",
        apiKey: "key-1234567",
        baseUrl: `${server.url}${suffix}`,
        firstWaitMs: 1,
      }),
    );

  /** Without the reasoning that this server only hints at. */
  const shown = ({ message }: ModelResponse) =>
    message.content.filter((block) => block.type !== "reasoning" || block.text !== "");

  test("a tool loop with reasoning and two calls", async () => {
    server.onToolResult("call_b", { content: "It is 0.4." });
    server.onMessage(/honesty weight/, {
      reasoning: "Look at both.",
      toolCalls: [
        { id: "call_a", name: "read_file", arguments: '{"path":"a.yaml"}' },
        { id: "call_b", name: "read_file", arguments: '{"path":"b.yaml"}' },
      ],
    });
    const first = await open().respond(requestOf([question]), recordCall().call);
    expect(shown(first)).toEqual([
      { type: "reasoning", text: "Look at both." },
      { type: "tool_call", id: "call_a", name: "read_file", arguments: { path: "a.yaml" } },
      { type: "tool_call", id: "call_b", name: "read_file", arguments: { path: "b.yaml" } },
    ]);
    expect(first.stopReason.unified).toBe("tool_calls");
    const results = ["call_a", "call_b"].map((callId) => ({
      callId,
      name: "read_file",
      output: "0.4",
      isError: false,
    }));
    const second = await open().respond(
      requestOf([question, first.message, { role: "tool", results }]),
      recordCall().call,
    );
    expect({ content: shown(second), unified: second.stopReason.unified }).toEqual({
      content: [{ type: "text", text: "It is 0.4." }],
      unified: "stop",
    });
  });

  test("an error of its own making, then an answer", async () => {
    server.onMessage(/honesty weight/, { content: "It is 0.4." });
    server.nextRequestError(503, { message: "down for a moment", type: "server_error" });
    const { call, retries } = recordCall();
    const response = await open().respond(requestOf([question]), call);
    expect(shown(response)).toEqual([{ type: "text", text: "It is 0.4." }]);
    expect(retries.map(({ attempt, failure }) => [attempt, failure.code])).toEqual([[1, "overloaded"]]);
  });
});
