import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAnthropicSource } from "../../src/model/anthropic/source.js";
import type { ProviderOptions } from "../../src/model/transport/provider-options.js";
import { describeProvider } from "./contract.js";
import { openModel, question, recordCall, requestOf } from "./support/conversation.js";
import { recorded, startWireServer, type WireServer } from "./support/wire-server.js";

const cache_control = { type: "ephemeral" };
const firstBody = {
  model: "tern-1",
  max_tokens: 4096,
  stream: true,
  system: [{ type: "text", text: "You work in the tern-training repository.", cache_control }],
  tools: [
    {
      name: "read_file",
      description: "Read a file.",
      input_schema: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
    },
    {
      name: "close_ticket",
      description: "Close the ticket.",
      input_schema: { type: "object", properties: { status: { type: "string" } }, required: ["status"] },
      cache_control,
    },
  ],
  messages: [
    { role: "user", content: [{ type: "text", text: "Where is the honesty weight set?", cache_control }] },
  ],
};

const nativeReasoning = [
  {
    type: "thinking",
    thinking: "The base file sets the weight; the override may change it.",
    signature: "EqQBCgIYAhIkQ2xhc3NpZmllcg",
  },
  { type: "redacted_thinking", data: "EmwKAhgBEgy3va3pzix" },
  { type: "text", text: "Reading both files.", citations: null },
  {
    type: "tool_use",
    id: "toolu_01A",
    name: "read_file",
    input: { path: "configs/reward.yaml" },
    caller: { type: "direct" },
  },
  {
    type: "tool_use",
    id: "toolu_01B",
    name: "read_file",
    input: { path: "configs/orion.yaml" },
    caller: { type: "direct" },
  },
];

describe("the Messages API", () => {
  describeProvider({
    provider: "anthropic",
    createSource: createAnthropicSource,
    baseUrl: (url) => url,
    path: "/v1/messages",
    extension: "sse",
    callIds: ["toolu_01A", "toolu_01B"],
    modelVersion: "claude-tern-1-20260105",
    stopReasons: {
      stop: { unified: "stop", raw: "end_turn" },
      toolCalls: { unified: "tool_calls", raw: "tool_use" },
      length: { unified: "length", raw: "max_tokens" },
      refusal: { unified: "refusal", raw: "refusal" },
      contentFilter: { unified: "content_filter", raw: "invalid_request_error" },
    },
    refusal: [],
    contentFilter: {
      file: "error-content-filter.json",
      status: 400,
      content: [],
      usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
    },
    reasoning: [
      { type: "reasoning", text: "The base file sets the weight; the override may change it." },
      { type: "reasoning", text: "" },
    ],
    nativeReasoning,
    firstBody,
    loopBody: {
      ...firstBody,
      messages: [
        ...firstBody.messages,
        { role: "assistant", content: nativeReasoning },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_01A", content: "honesty: 0.4\n" },
            {
              type: "tool_result",
              tool_use_id: "toolu_01B",
              content: "no such file",
              is_error: true,
              cache_control,
            },
          ],
        },
      ],
    },
    malformedReplay: {
      role: "assistant",
      content: [
        {
          type: "tool_use",
          id: "toolu_01A",
          name: "edit_file",
          input: { INVALID_JSON: '{"path": "configs/reward.yaml", "old_text": ' },
          caller: { type: "direct" },
        },
      ],
    },
    messagesField: "messages",
    forcedChoice: { type: "tool", name: "close_ticket" },
    errors: {
      unauthorized: { status: 401, message: "401 invalid x-api-key" },
      "unknown-model": { status: 404, message: "404 model: claude-nowhere" },
      "rate-limited": { status: 429, message: "429 This request would exceed your account's rate limit." },
      "server-error": { status: 529, message: "529 Internal server error" },
      "too-long": { status: 400, message: "400 prompt is too long: 210312 tokens > 200000 maximum" },
      "tool-choice": {
        status: 400,
        message: "400 Thinking may not be enabled when tool_choice forces tool use.",
      },
    },
  });

  let server: WireServer;
  beforeEach(async () => {
    server = await startWireServer();
  });
  afterEach(() => server.close());
  const open = (more: Partial<ProviderOptions> = {}) =>
    openModel(
      createAnthropicSource({
        model: "tern-1",
        apiKey: "key-1234567",
        baseUrl: server.url,
        firstWaitMs: 2,
        random: () => 0,
        ...more,
      }),
    );

  test("a turn that the provider paused is taken up again, and is one answer", async () => {
    server.plan(await recorded("anthropic/paused.sse"), await recorded("anthropic/text.sse"));
    const response = await open().respond(requestOf([question]), recordCall().call);
    const search = {
      type: "server_tool_use",
      id: "srvtoolu_01A",
      name: "web_search",
      input: { query: "reward weights" },
      caller: { type: "direct" },
    };
    const before = { type: "text", text: "Reading both files.", citations: null };
    const after = { type: "text", text: "The weight is 0.4 in configs/reward.yaml.", citations: null };
    expect(response).toEqual({
      message: {
        role: "assistant",
        content: [
          { type: "text", text: "Reading both files." },
          { type: "text", text: "The weight is 0.4 in configs/reward.yaml." },
        ],
        native: { api: "anthropic-messages", content: [before, search, after] },
      },
      stopReason: { unified: "stop", raw: "end_turn" },
      usage: { input: 240, output: 60, cacheRead: 180, cacheWrite: 20, reasoning: 0 },
      modelVersion: "claude-tern-1-20260105",
    });
    expect(server.requests[1]?.body).toEqual({
      ...firstBody,
      messages: [...firstBody.messages, { role: "assistant", content: [before, search] }],
    });
  });

  test("a failure within the stream is tried again", async () => {
    server.plan(await recorded("anthropic/overloaded-midway.sse"), await recorded("anthropic/text.sse"));
    const { call, retries } = recordCall();
    await open().respond(requestOf([question]), call);
    const failure = { code: "overloaded", message: "anthropic/tern-1: Overloaded" };
    expect(retries).toEqual([{ attempt: 1, waitMs: 1, failure }]);
  });

  test("events, blocks and stop reasons of later versions are kept or passed over", async () => {
    server.plan(await recorded("anthropic/later-event-kinds.sse"));
    expect(await open().respond(requestOf([question]), recordCall().call)).toEqual({
      message: {
        role: "assistant",
        content: [{ type: "text", text: "Done." }],
        native: {
          api: "anthropic-messages",
          content: [
            { type: "hologram", shape: "cube" },
            { type: "text", text: "Done." },
          ],
        },
      },
      stopReason: { unified: "other", raw: "moonrise" },
      usage: { input: 120, output: 30, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
      modelVersion: "claude-tern-1-20260105",
    });
  });

  test.each([
    ["an empty answer", []],
    ["a blank text", [{ type: "text", text: " \n" }]],
  ])("%s is left out of the next request", async (_, content) => {
    server.plan(await recorded("anthropic/text.sse"));
    const empty = { role: "assistant" as const, content: [], native: { api: "anthropic-messages", content } };
    const next = { role: "user" as const, content: "Please answer." };
    await open().respond(requestOf([question, empty, next]), recordCall().call);
    expect(server.requests[0]?.body).toEqual({
      ...firstBody,
      messages: [
        ...firstBody.messages,
        { role: "user", content: [{ type: "text", text: "Please answer.", cache_control }] },
      ],
    });
  });

  test.each([
    ["none", { thinking: { type: "disabled" }, tool_choice: { type: "tool", name: "close_ticket" } }],
    ["minimal", { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "low" } }],
    ["xhigh", { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "xhigh" } }],
    [{ budgetTokens: 2048 }, { thinking: { type: "enabled", budget_tokens: 2048 } }],
    [{ budgetTokens: 8192 }, { thinking: { type: "enabled", budget_tokens: 8192 }, max_tokens: 12_288 }],
  ] as const)("reasoning %j; with thinking no tool is forced", async (reasoning, fields) => {
    server.plan(await recorded("anthropic/text.sse"));
    const forced = requestOf([question], { toolChoice: { tool: "close_ticket" } });
    await open({ reasoning }).respond(forced, recordCall().call);
    expect(server.requests[0]?.body).toEqual({ ...firstBody, ...fields });
  });

  test("settings and further fields are sent as they are; thinking among them forces no tool either", async () => {
    server.plan(await recorded("anthropic/text.sse"));
    const extra = { thinking: { type: "adaptive" }, service_tier: "standard_only" };
    const forced = requestOf([question], { toolChoice: { tool: "close_ticket" } });
    await open({ extra, temperature: 1, maxOutputTokens: 900 }).respond(forced, recordCall().call);
    expect(server.requests[0]?.body).toEqual({ ...firstBody, ...extra, temperature: 1, max_tokens: 900 });
  });

  test("of a long conversation, the last two turns of the user's side end a cached part", async () => {
    server.plan(await recorded("anthropic/text.sse"));
    const reply = { role: "assistant" as const, content: [{ type: "text" as const, text: "Yes." }] };
    const next = { role: "user" as const, content: "And now?" };
    await open().respond(requestOf([question, reply, next, reply, next]), recordCall().call);
    const messages = server.requests[0]?.body["messages"] as {
      content: { cache_control?: unknown }[];
    }[];
    expect(messages.map(({ content }) => content.at(-1)?.cache_control !== undefined)).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });
});
