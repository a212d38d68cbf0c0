import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../../src/schema/conversation.js";
import { ModelError } from "../../src/model/model.js";
import { mapRequest } from "../../src/model/openai-chat/map-request.js";
import { createOpenAiChatSource } from "../../src/model/openai-chat/source.js";
import type { ProviderOptions } from "../../src/model/transport/provider-options.js";
import { describeProvider } from "./contract.js";
import { openModel, question, recordCall, requestOf, resultsFor } from "./support/conversation.js";
import { recorded, startWireServer, type PlannedAnswer, type WireServer } from "./support/wire-server.js";

const firstBody = {
  model: "tern-1",
  messages: [
    { role: "system", content: "You work in the tern-training repository." },
    { role: "user", content: "Where is the honesty weight set?" },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "read_file",
        description: "Read a file.",
        parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
      },
    },
    {
      type: "function",
      function: {
        name: "close_ticket",
        description: "Close the ticket.",
        parameters: { type: "object", properties: { status: { type: "string" } }, required: ["status"] },
      },
    },
  ],
  max_tokens: 4096,
};

const thought = "The base file sets the weight; the override may change it.";
const calls = [
  {
    id: "call_01",
    type: "function",
    function: { name: "read_file", arguments: '{"path": "configs/reward.yaml"}' },
  },
  {
    id: "call_02",
    type: "function",
    function: { name: "read_file", arguments: '{"path": "configs/orion.yaml"}' },
  },
];
const counted = { input: 120, output: 30, cacheRead: 90, cacheWrite: 10, reasoning: 0 };
const nativeReasoning = { content: "Reading both files.", reasoning_content: thought, tool_calls: calls };

describe("Chat Completions", () => {
  describeProvider({
    provider: "openai-chat",
    createSource: createOpenAiChatSource,
    baseUrl: (url) => `${url}/v1`,
    path: "/v1/chat/completions",
    extension: "json",
    callIds: ["call_01", "call_02"],
    modelVersion: "tern-1-instruct",
    stopReasons: {
      stop: { unified: "stop", raw: "stop" },
      toolCalls: { unified: "tool_calls", raw: "tool_calls" },
      length: { unified: "length", raw: "length" },
      refusal: { unified: "refusal", raw: "refusal" },
      contentFilter: { unified: "content_filter", raw: "content_filter" },
    },
    refusal: [{ type: "text", text: "I can't help with this change." }],
    contentFilter: {
      file: "content-filter.json",
      status: 200,
      content: [{ type: "text", text: "The weight is set in" }],
      usage: counted,
    },
    reasoning: [{ type: "reasoning", text: thought }],
    nativeReasoning,
    firstBody,
    loopBody: {
      ...firstBody,
      messages: [
        ...firstBody.messages,
        { role: "assistant", ...nativeReasoning },
        { role: "tool", tool_call_id: "call_01", content: "honesty: 0.4\n" },
        { role: "tool", tool_call_id: "call_02", content: "no such file" },
      ],
    },
    malformedReplay: {
      role: "assistant",
      content: null,
      tool_calls: [
        {
          id: "call_01",
          type: "function",
          function: {
            name: "edit_file",
            arguments: JSON.stringify({ INVALID_JSON: '{"path": "configs/reward.yaml", "old_text": ' }),
          },
        },
      ],
    },
    messagesField: "messages",
    forcedChoice: { type: "function", function: { name: "close_ticket" } },
    errors: {
      unauthorized: { status: 401, message: "401 Incorrect API key provided: [removed]." },
      "unknown-model": { status: 404, message: "404 The model `nowhere` does not exist." },
      "rate-limited": { status: 429, message: "429 Too many requests." },
      "server-error": { status: 503, message: "503 the engine stopped" },
      "too-long": {
        status: 400,
        message:
          "400 This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
      },
      "tool-choice": {
        status: 422,
        message:
          '422 [{"type":"literal_error","loc":["body","tool_choice"],"msg":"Input should be \'auto\' or \'none\'"}]',
      },
    },
  });

  let server: WireServer;
  beforeEach(async () => {
    server = await startWireServer();
  });
  afterEach(() => server.close());
  const ask = async (
    answers: PlannedAnswer[],
    messages: Message[] = [question],
    more: Partial<ProviderOptions> = {},
  ) => {
    server.plan(...answers);
    const source = createOpenAiChatSource({
      model: "tern-1",
      apiKey: "key-1234567",
      baseUrl: `${server.url}/v1`,
      maxTries: 2,
      firstWaitMs: 2,
      random: () => 0,
      ...more,
    });
    return openModel(source).respond(requestOf(messages), recordCall().call);
  };
  const lastMessages = (): unknown => server.requests.at(-1)?.body["messages"];

  test("a server that leaves out ids and usage, sends parts and objects, and says stop beside tool calls", async () => {
    const plain = await recorded("openai-chat/plain-server.json");
    const response = await ask([plain]);
    const first = { name: "read_file", arguments: '{"path":"configs/reward.yaml"}' };
    expect(response).toEqual({
      message: {
        role: "assistant",
        content: [
          { type: "reasoning", text: thought },
          { type: "text", text: "Reading both files." },
          {
            type: "tool_call",
            id: "call_1_0",
            name: "read_file",
            arguments: { path: "configs/reward.yaml" },
          },
          { type: "tool_call", id: "call_1_1", name: "list_files", arguments: {} },
        ],
        native: {
          api: "openai-chat",
          content: {
            content: [
              { type: "thinking", thinking: [{ type: "text", text: thought }] },
              { type: "text", text: "Reading both files." },
            ],
            tool_calls: [
              { id: "call_1_0", function: first },
              {
                id: "call_1_1",
                type: "function",
                extra_content: { signature: "c2ln" },
                function: { name: "list_files", arguments: "{}" },
              },
            ],
          },
        },
      },
      stopReason: { unified: "tool_calls", raw: "stop" },
      usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
      modelVersion: null,
    });
    expect(await ask([plain])).toEqual(response);
  });

  test("two calls under one id are told apart", async () => {
    const { body = "", ...rest } = await recorded("openai-chat/parallel-tools.json");
    const { message } = await ask([{ ...rest, body: body.replace("call_02", "call_01") }]);
    expect(message.content.flatMap((block) => (block.type === "tool_call" ? [block.id] : []))).toEqual([
      "call_01",
      "call_1_1",
    ]);
  });

  test("reasoning_content is not sent once the user has spoken again", async () => {
    const { message } = await ask([await recorded("openai-chat/reasoning.json")]);
    const text = await recorded("openai-chat/text.json");
    await ask([text], [question, message, resultsFor("call_01", "call_02"), question]);
    expect(lastMessages()).toContainEqual({
      role: "assistant",
      content: "Reading both files.",
      tool_calls: calls,
    });
  });

  test("reasoning of another name is kept and not sent; its details are, within the loop", async () => {
    const { message } = await ask([await recorded("openai-chat/other-reasoning.json")]);
    expect(message.content[0]).toEqual({ type: "reasoning", text: thought });
    const text = await recorded("openai-chat/text.json");
    const loop: Message[] = [question, message, resultsFor("call_01", "call_02")];
    const sent = { role: "assistant", content: null, tool_calls: calls.slice(0, 1) };
    await ask([text], loop);
    expect(lastMessages()).toContainEqual({
      ...sent,
      reasoning_details: [{ type: "reasoning.encrypted", data: "gAAAAABkestrel" }],
    });
    await ask([text], [...loop, question]);
    expect(lastMessages()).toContainEqual(sent);
  });

  test("a refusal goes back as one", async () => {
    const { message } = await ask([await recorded("openai-chat/refusal.json")]);
    await ask([await recorded("openai-chat/text.json")], [question, message, question]);
    expect(lastMessages()).toContainEqual({
      role: "assistant",
      content: "",
      refusal: "I can't help with this change.",
    });
  });

  test("a content policy's error is an answer", async () => {
    const { stopReason } = await ask([
      await recorded("openai-chat/error-content-policy.json", { status: 400 }),
    ]);
    expect(stopReason).toEqual({ unified: "content_filter", raw: "content_filter" });
  });

  test("a finish reason of another vocabulary is kept", async () => {
    const { body = "", ...rest } = await recorded("openai-chat/text.json");
    const { stopReason } = await ask([{ ...rest, body: body.replace('"stop"', '"eos_token"') }]);
    expect(stopReason).toEqual({ unified: "other", raw: "eos_token" });
  });

  test("reasoning that is counted beside the completion is counted as output", async () => {
    const { body = "", ...rest } = await recorded("openai-chat/reasoning.json");
    const { usage } = await ask([
      { ...rest, body: body.replace('"total_tokens": 150', '"total_tokens": 162') },
    ]);
    expect(usage).toEqual({ input: 120, output: 42, cacheRead: 90, cacheWrite: 10, reasoning: 12 });
  });

  test("an answer without choices", async () => {
    await expect(ask([await recorded("openai-chat/no-choices.json")])).rejects.toEqual(
      new ModelError(
        "bad_response",
        "openai-chat/tern-1: the answer is not a chat completion: choices is empty",
      ),
    );
  });

  test("a failure inside an answer has the status of the server behind it", async () => {
    const inside = await recorded("openai-chat/failure-inside.json");
    await expect(ask([inside, inside])).rejects.toEqual(
      new ModelError("overloaded", "openai-chat/tern-1: 502 Provider returned error"),
    );
    expect(server.requests).toHaveLength(2);
  });

  test("settings and further fields", async () => {
    const extra = { top_k: 40, max_tokens: 700 };
    await ask([await recorded("openai-chat/text.json")], [question], {
      extra,
      temperature: 0,
      reasoning: "low",
    });
    expect(server.requests[0]?.body).toEqual({
      ...firstBody,
      ...extra,
      temperature: 0,
      reasoning_effort: "low",
    });
  });

  test("only OpenAI's own server is told the bound under its newer name", () => {
    const options = { model: "tern-1", apiKey: "key-1234567" };
    const boundsAt = (url: string): unknown[] => {
      const body = mapRequest(requestOf([question]), options, url);
      return [body.max_tokens, body.max_completion_tokens];
    };
    expect(boundsAt("https://api.openai.com/v1")).toEqual([undefined, 4096]);
    expect(boundsAt("https://models.example/v1")).toEqual([4096, undefined]);
  });
});
