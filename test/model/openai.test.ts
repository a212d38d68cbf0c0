import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../../src/schema/conversation.js";
import { ModelError } from "../../src/model/model.js";
import { createOpenAiSource } from "../../src/model/openai/source.js";
import type { ProviderOptions } from "../../src/model/transport/provider-options.js";
import { describeProvider } from "./contract.js";
import { openModel, question, recordCall, requestOf } from "./support/conversation.js";
import { recorded, startWireServer, type WireServer } from "./support/wire-server.js";

const firstBody = {
  model: "tern-1",
  instructions: "You work in the tern-training repository.",
  tools: [
    {
      type: "function",
      name: "read_file",
      description: "Read a file.",
      parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
      strict: false,
    },
    {
      type: "function",
      name: "close_ticket",
      description: "Close the ticket.",
      parameters: { type: "object", properties: { status: { type: "string" } }, required: ["status"] },
      strict: false,
    },
  ],
  input: [{ role: "user", content: "Where is the honesty weight set?" }],
  max_output_tokens: 4096,
  include: ["reasoning.encrypted_content"],
  store: false,
  stream: true,
};

const nativeReasoning = [
  {
    id: "rs_01A",
    type: "reasoning",
    summary: [{ type: "summary_text", text: "The base file sets the weight; the override may change it." }],
    encrypted_content: "gAAAAABkestrel",
  },
  {
    id: "msg_01A",
    type: "message",
    status: "completed",
    role: "assistant",
    content: [{ type: "output_text", annotations: [], logprobs: [], text: "Reading both files." }],
  },
  {
    id: "fc_01",
    type: "function_call",
    status: "completed",
    arguments: '{"path": "configs/reward.yaml"}',
    call_id: "call_01",
    name: "read_file",
  },
  {
    id: "fc_02",
    type: "function_call",
    status: "completed",
    arguments: '{"path": "configs/orion.yaml"}',
    call_id: "call_02",
    name: "read_file",
  },
];

const counted = { input: 120, output: 30, cacheRead: 90, cacheWrite: 10, reasoning: 0 };

describe("the Responses API", () => {
  describeProvider({
    provider: "openai",
    createSource: createOpenAiSource,
    baseUrl: (url) => `${url}/v1`,
    path: "/v1/responses",
    extension: "sse",
    callIds: ["call_01", "call_02"],
    modelVersion: "gpt-tern-1-2026-01-05",
    stopReasons: {
      stop: { unified: "stop", raw: "completed" },
      toolCalls: { unified: "tool_calls", raw: "completed" },
      length: { unified: "length", raw: "max_output_tokens" },
      refusal: { unified: "refusal", raw: "refusal" },
      contentFilter: { unified: "content_filter", raw: "content_filter" },
    },
    refusal: [{ type: "text", text: "I can't help with this change." }],
    contentFilter: {
      file: "content-filter.sse",
      status: 200,
      content: [{ type: "text", text: "The weight is set in" }],
      usage: counted,
    },
    reasoning: [{ type: "reasoning", text: "The base file sets the weight; the override may change it." }],
    nativeReasoning,
    firstBody,
    loopBody: {
      ...firstBody,
      input: [
        ...firstBody.input,
        ...nativeReasoning,
        { type: "function_call_output", call_id: "call_01", output: "honesty: 0.4\n" },
        { type: "function_call_output", call_id: "call_02", output: "no such file" },
      ],
    },
    malformedReplay: {
      id: "fc_01",
      type: "function_call",
      status: "completed",
      arguments: JSON.stringify({ INVALID_JSON: '{"path": "configs/reward.yaml", "old_text": ' }),
      call_id: "call_01",
      name: "edit_file",
    },
    messagesField: "input",
    forcedChoice: { type: "function", name: "close_ticket" },
    errors: {
      unauthorized: { status: 401, message: "401 Incorrect API key provided: [removed]." },
      "unknown-model": {
        status: 404,
        message: "404 The model `gpt-nowhere` does not exist or you do not have access to it.",
      },
      "rate-limited": { status: 429, message: "429 Rate limit reached for gpt-tern-1." },
      "server-error": { status: 500, message: "500 The server had an error while processing your request." },
      "too-long": { status: 400, message: "400 Your input exceeds the context window of this model." },
      "tool-choice": { status: 400, message: "400 Tool choice is not supported with this model." },
    },
  });

  let server: WireServer;
  beforeEach(async () => {
    server = await startWireServer();
  });
  afterEach(() => server.close());
  const createSource = (more: Partial<ProviderOptions> = {}) =>
    createOpenAiSource({
      model: "tern-1",
      apiKey: "key-1234567",
      baseUrl: `${server.url}/v1`,
      firstWaitMs: 2,
      random: () => 0,
      ...more,
    });
  const respond = (more: Partial<ProviderOptions> = {}, messages: Message[] = [question]) => {
    const { call, retries } = recordCall();
    return openModel(createSource(more))
      .respond(requestOf(messages), call)
      .then((response) => ({ response, retries }));
  };
  const answered = { unified: "stop", raw: "completed" };

  test.each([
    ["failed.sse", "overloaded", "The server had an error while processing your request."],
    ["error-event.sse", "rate_limited", "Rate limit reached for gpt-tern-1."],
  ])("a failure within the stream (%s) is tried again", async (file, code, message) => {
    server.plan(await recorded(`openai/${file}`), await recorded("openai/text.sse"));
    const { retries } = await respond();
    expect(retries).toEqual([
      { attempt: 1, waitMs: 1, failure: { code, message: `openai/tern-1: ${message}` } },
    ]);
  });

  test("a prompt that the provider flags is an answer", async () => {
    server.plan(await recorded("openai/flagged.sse"));
    const { response } = await respond();
    expect(response).toEqual({
      message: { role: "assistant", content: [] },
      stopReason: { unified: "content_filter", raw: "invalid_prompt" },
      usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
      modelVersion: null,
    });
  });

  test("a spent quota is not tried again", async () => {
    server.plan(await recorded("openai/error-quota.json", { status: 429 }));
    const message =
      "openai/tern-1: 429 You exceeded your current quota, please check your plan and billing details.";
    await expect(respond()).rejects.toEqual(new ModelError("rate_limited", message));
  });

  test("a model that takes no encrypted reasoning is asked without, and not asked for it again", async () => {
    server.plan(
      await recorded("openai/error-encrypted-content.json", { status: 400 }),
      await recorded("openai/text.sse"),
      await recorded("openai/text.sse"),
    );
    const source = createSource();
    await openModel(source).respond(requestOf([question]), recordCall().call);
    await openModel(source).respond(requestOf([question]), recordCall().call);
    const { include, ...without } = firstBody;
    expect(server.requests.map(({ body }) => body)).toEqual([{ ...without, include }, without, without]);
  });

  test("trials that find out at the same time that it takes none all go on", async () => {
    const rejection = await recorded("openai/error-encrypted-content.json", { status: 400 });
    const text = await recorded("openai/text.sse");
    server.plan(rejection, rejection, text, text);
    const source = createSource();
    const both = [1, 2].map(() => openModel(source).respond(requestOf([question]), recordCall().call));
    expect((await Promise.all(both)).map(({ stopReason }) => stopReason)).toEqual([answered, answered]);
  });

  test("reasoning that nothing follows, or that is not encrypted, is not sent back", async () => {
    server.plan(await recorded("openai/reasoning-alone.sse"), await recorded("openai/text.sse"));
    const { response } = await respond();
    expect(response.stopReason).toEqual({ unified: "length", raw: "max_output_tokens" });
    const [, message, call] = nativeReasoning;
    const bare = { id: "rs_02", type: "reasoning", summary: [] };
    const content = [bare, message, call].flatMap((item) => (item === undefined ? [] : [item]));
    const next: Message = { role: "assistant", content: [], native: { api: "openai-responses", content } };
    await respond({}, [question, response.message, question, next]);
    expect(server.requests[1]?.body["input"]).toEqual([
      ...firstBody.input,
      ...firstBody.input,
      message,
      call,
    ]);
  });

  test("without streaming", async () => {
    server.plan(await recorded("openai/text.json"));
    const { response } = await respond({ extra: { stream: false } });
    expect(response.stopReason).toEqual(answered);
    expect(server.requests[0]?.body).toEqual({ ...firstBody, stream: false });
  });

  test.each([
    ["none", { reasoning: { effort: "none" } }],
    ["high", { reasoning: { effort: "high", summary: "auto" } }],
  ] as const)("reasoning %s, other settings and further fields", async (reasoning, fields) => {
    server.plan(await recorded("openai/text.sse"));
    const extra = { service_tier: "flex" };
    await respond({ reasoning, temperature: 0.5, maxOutputTokens: 900, extra });
    expect(server.requests[0]?.body).toEqual({
      ...firstBody,
      ...fields,
      ...extra,
      temperature: 0.5,
      max_output_tokens: 900,
    });
  });

  test("a reasoning budget is an error before anything is sent", () => {
    expect(() => createSource({ reasoning: { budgetTokens: 2048 } })).toThrow(
      new ModelError(
        "bad_request",
        "openai/tern-1: reasoning: expected a level such as medium; this API takes no budgetTokens",
      ),
    );
  });
});
