import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ContentBlock, StopReason, Usage } from "../../src/schema/conversation.js";
import { ModelError, type Model, type ModelResponse, type ModelSource } from "../../src/model/model.js";
import type { ProviderOptions } from "../../src/model/transport/provider-options.js";
import { openModel, question, recordCall, requestOf, resultsFor } from "./support/conversation.js";
import { recorded, startWireServer, type PlannedAnswer, type WireServer } from "./support/wire-server.js";

type ErrorCase =
  "unauthorized" | "unknown-model" | "rate-limited" | "server-error" | "too-long" | "tool-choice";

/** What differs from provider to provider: the bytes, the names, and the exact requests that it needs. */
export interface Dialect {
  readonly provider: "anthropic" | "openai" | "openai-chat";
  readonly createSource: (options: ProviderOptions) => ModelSource;
  /** What a user would give as the base URL of a server. */
  readonly baseUrl: (serverUrl: string) => string;
  readonly path: string;
  readonly extension: "sse" | "json";
  readonly callIds: readonly [string, string];
  readonly modelVersion: string;
  readonly stopReasons: Readonly<
    Record<"stop" | "toolCalls" | "length" | "refusal" | "contentFilter", StopReason>
  >;
  /** The text beside a refusal, where the provider sends one. */
  readonly refusal: readonly ContentBlock[];
  /** A content filter's answer: recorded file, status, and what it becomes. */
  readonly contentFilter: { file: string; status: number; content: readonly ContentBlock[]; usage: Usage };
  readonly reasoning: readonly ContentBlock[];
  /** What `native` keeps of the reasoning answer. */
  readonly nativeReasoning: unknown;
  /** The body of the request that opens a conversation. */
  readonly firstBody: unknown;
  /** The body of the request that returns two tool results after the reasoning answer. */
  readonly loopBody: unknown;
  /** What is sent back of a call with malformed arguments. */
  readonly malformedReplay: unknown;
  /** The field of a request body that holds the conversation. */
  readonly messagesField: string;
  /** The choice of `close_ticket` in a request body. */
  readonly forcedChoice: unknown;
  /** The server's words for each error. */
  readonly errors: Readonly<Record<ErrorCase, { status: number; message: string }>>;
}

const key = "key-5f0c9a7e41d2";
const counted: Usage = { input: 120, output: 30, cacheRead: 90, cacheWrite: 10, reasoning: 0 };
const rawArguments = '{"path": "configs/reward.yaml", "old_text": ';

/** The behaviour that every provider must have, over HTTP on loopback with recorded bodies. */
export function describeProvider(dialect: Dialect): void {
  let server: WireServer;
  beforeEach(async () => {
    server = await startWireServer();
  });
  afterEach(() => server.close());

  const open = (more: Partial<ProviderOptions> = {}): Model =>
    openModel(
      dialect.createSource({
        model: "tern-1",
        apiKey: key,
        baseUrl: dialect.baseUrl(server.url),
        timeoutMs: 20_000,
        maxTries: 3,
        firstWaitMs: 4,
        random: () => 0,
        ...more,
      }),
    );
  const answer = (name: string, more: Partial<PlannedAnswer> = {}): Promise<PlannedAnswer> =>
    recorded(`${dialect.provider}/${name}.${dialect.extension}`, more);
  const failure = (name: ErrorCase, headers: Record<string, string> = {}): Promise<PlannedAnswer> =>
    recorded(`${dialect.provider}/error-${name}.json`, { status: dialect.errors[name].status, headers });
  const named = (message: string): string => `${dialect.provider}/tern-1: ${message}`;
  const ask = async (...answers: PlannedAnswer[]): Promise<ModelResponse> => {
    server.plan(...answers);
    return open().respond(requestOf([question]), recordCall().call);
  };
  const shown = ({ message, ...rest }: ModelResponse): object => ({ content: message.content, ...rest });

  describe("answers", () => {
    test("a text", async () => {
      const response = await ask(await answer("text"));
      expect(shown(response)).toEqual({
        content: [{ type: "text", text: "The weight is 0.4 in configs/reward.yaml." }],
        stopReason: dialect.stopReasons.stop,
        usage: counted,
        modelVersion: dialect.modelVersion,
      });
      const [request] = server.requests;
      expect(request?.path).toBe(dialect.path);
      expect(request?.body).toEqual(dialect.firstBody);
      expect(request?.headers.authorization).toBe(`Bearer ${key}`);
    });

    test("a tool call", async () => {
      expect(shown(await ask(await answer("tool-call")))).toEqual({
        content: [
          {
            type: "tool_call",
            id: dialect.callIds[0],
            name: "read_file",
            arguments: { path: "configs/reward.yaml" },
          },
        ],
        stopReason: dialect.stopReasons.toolCalls,
        usage: counted,
        modelVersion: dialect.modelVersion,
      });
    });

    test("parallel tool calls beside a text", async () => {
      const { message, stopReason } = await ask(await answer("parallel-tools"));
      const [first, second] = dialect.callIds;
      expect(message.content).toEqual([
        { type: "text", text: "Reading both files." },
        { type: "tool_call", id: first, name: "read_file", arguments: { path: "configs/reward.yaml" } },
        { type: "tool_call", id: second, name: "read_file", arguments: { path: "configs/orion.yaml" } },
      ]);
      expect(stopReason).toEqual(dialect.stopReasons.toolCalls);
    });

    test("malformed tool arguments are kept as they came, and go back as valid JSON", async () => {
      const { message } = await ask(await answer("malformed-arguments"), await answer("text"));
      const [id] = dialect.callIds;
      expect(message.content).toEqual([
        { type: "tool_call", id, name: "edit_file", arguments: null, raw: rawArguments },
      ]);
      const result = {
        callId: id,
        name: "edit_file",
        output: "the arguments are no JSON object",
        isError: true,
      };
      await open().respond(
        requestOf([question, message, { role: "tool", results: [result] }]),
        recordCall().call,
      );
      expect(server.requests[1]?.body[dialect.messagesField]).toContainEqual(dialect.malformedReplay);
    });

    test("reasoning is kept, and goes back with everything else in a tool loop", async () => {
      const { message, usage } = await ask(await answer("reasoning"), await answer("text"));
      expect(message.content.filter((block) => block.type === "reasoning")).toEqual(dialect.reasoning);
      expect(message.native?.content).toEqual(dialect.nativeReasoning);
      expect(usage).toEqual({ ...counted, reasoning: 12 });
      await open().respond(requestOf([question, message, resultsFor(...dialect.callIds)]), recordCall().call);
      expect(server.requests[1]?.body).toEqual(dialect.loopBody);
    });

    test("a conversation of another provider is sent in plain blocks", async () => {
      server.plan(await answer("text"));
      await open().respond(
        requestOf([
          question,
          {
            role: "assistant",
            content: [
              { type: "reasoning", text: "Look first." },
              { type: "text", text: "Looking." },
              { type: "tool_call", id: "call-a", name: "read_file", arguments: { path: "a" } },
              { type: "tool_call", id: "call-b", name: "read_file", arguments: null, raw: "{" },
            ],
            native: { api: "another", content: { unreadable: "here" } },
          },
          resultsFor("call-a", "call-b"),
        ]),
        recordCall().call,
      );
      const sent = JSON.stringify(server.requests[0]?.body[dialect.messagesField]);
      expect(["Looking.", "call-a", "call-b", "INVALID_JSON"].map((part) => sent.includes(part))).toEqual(
        Array(4).fill(true),
      );
      expect(["Look first", "unreadable"].map((part) => sent.includes(part))).toEqual([false, false]);
    });

    test("a refusal is an answer", async () => {
      expect(shown(await ask(await answer("refusal")))).toEqual({
        content: dialect.refusal,
        stopReason: dialect.stopReasons.refusal,
        usage: counted,
        modelVersion: dialect.modelVersion,
      });
    });

    test("a content filter is an answer", async () => {
      const { file, status, content, usage } = dialect.contentFilter;
      const response = await ask(await recorded(`${dialect.provider}/${file}`, { status }));
      expect({
        content: response.message.content,
        stopReason: response.stopReason,
        usage: response.usage,
      }).toEqual({
        content,
        stopReason: dialect.stopReasons.contentFilter,
        usage,
      });
    });

    test("an answer that ran into its bound", async () => {
      expect(shown(await ask(await answer("length")))).toEqual({
        content: [{ type: "text", text: "The weight is set in" }],
        stopReason: dialect.stopReasons.length,
        usage: counted,
        modelVersion: dialect.modelVersion,
      });
    });

    test("an empty answer, after which the conversation goes on", async () => {
      const response = await ask(await answer("empty"), await answer("text"));
      expect(shown(response)).toEqual({
        content: [],
        stopReason: dialect.stopReasons.stop,
        usage: counted,
        modelVersion: dialect.modelVersion,
      });
      const next = await open().respond(
        requestOf([question, response.message, { role: "user", content: "Please answer." }]),
        recordCall().call,
      );
      expect(next.stopReason).toEqual(dialect.stopReasons.stop);
    });
  });

  describe("a forced tool", () => {
    const forced = requestOf([question], { toolChoice: { tool: "close_ticket" } });
    test("is asked for by name", async () => {
      server.plan(await answer("tool-call"));
      await open().respond(forced, recordCall().call);
      expect(server.requests[0]?.body["tool_choice"]).toEqual(dialect.forcedChoice);
    });

    test("is left to the model where the server rejects it", async () => {
      server.plan(await failure("tool-choice"), await answer("text"));
      const { stopReason } = await open().respond(forced, recordCall().call);
      expect(stopReason).toEqual(dialect.stopReasons.stop);
      expect(server.requests.map(({ body }) => body["tool_choice"])).toEqual([
        dialect.forcedChoice,
        undefined,
      ]);
    });
  });

  describe("failures that pass", () => {
    const succeedAfter = async (...answers: PlannedAnswer[]): Promise<unknown> => {
      server.plan(...answers, await answer("text"));
      const { call, retries } = recordCall();
      const { message } = await open().respond(requestOf([question]), call);
      expect(message.content).toEqual([{ type: "text", text: "The weight is 0.4 in configs/reward.yaml." }]);
      expect(server.requests).toHaveLength(answers.length + 1);
      return retries;
    };

    test("429 waits as long as the server asks", async () => {
      const retries = await succeedAfter(
        await failure("rate-limited", { "retry-after-ms": "25", "retry-after": "9" }),
      );
      const message = named(dialect.errors["rate-limited"].message);
      expect(retries).toEqual([{ attempt: 1, waitMs: 25, failure: { code: "rate_limited", message } }]);
    });

    test("500 twice, with waits that double", async () => {
      const retries = await succeedAfter(await failure("server-error"), await failure("server-error"));
      const reported = { code: "overloaded", message: named(dialect.errors["server-error"].message) };
      expect(retries).toEqual([
        { attempt: 1, waitMs: 2, failure: reported },
        { attempt: 2, waitMs: 4, failure: reported },
      ]);
    });

    test("an answer that is cut off midway", async () => {
      const retries = await succeedAfter(await answer("text", { cutAfter: 700 }));
      expect(retries).toEqual([
        {
          attempt: 1,
          waitMs: 2,
          failure: { code: "connection", message: expect.stringContaining(named("")) as string },
        },
      ]);
    });

    test("an answer that ends too early on a closed connection", async () => {
      const { body = "", ...rest } = await answer("text");
      const retries = await succeedAfter({ ...rest, body: body.slice(0, 700) });
      const reported = { code: "connection", message: named("the answer was cut off") };
      expect(retries).toEqual([{ attempt: 1, waitMs: 2, failure: reported }]);
    });

    test("a connection that is closed at once", async () => {
      const retries = await succeedAfter({ reset: true });
      const reported = { code: "connection", message: named("other side closed") };
      expect(retries).toEqual([{ attempt: 1, waitMs: 2, failure: reported }]);
    });

    test.each([
      ["before its answer", { silentAfter: 0 }],
      ["within its answer", { silentAfter: 500 }],
    ])("a server that falls silent %s", async (_, silence) => {
      server.plan(await answer("text", silence), await answer("text"));
      const { call, retries } = recordCall();
      await open({ timeoutMs: 2_000 }).respond(requestOf([question]), call);
      const reported = { code: "timeout", message: named("the server did not answer in time") };
      expect(retries).toEqual([{ attempt: 1, waitMs: 2, failure: reported }]);
    });
  });

  describe("failures that stay", () => {
    const fail = async (...answers: PlannedAnswer[]): Promise<unknown> => {
      const error: unknown = await ask(...answers).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ModelError);
      return error instanceof ModelError
        ? { code: error.code, message: error.message, tries: server.requests.length }
        : error;
    };

    test.each([
      ["unauthorized", "unauthorized"],
      ["unknown-model", "unknown_model"],
      ["too-long", "context_length"],
    ] as const)("%s is not tried again", async (name, code) => {
      expect(await fail(await failure(name))).toEqual({
        code,
        message: named(dialect.errors[name].message),
        tries: 1,
      });
    });

    test("500 as often as there are tries", async () => {
      const down = await failure("server-error");
      const message = named(dialect.errors["server-error"].message);
      expect(await fail(down, down, down)).toEqual({ code: "overloaded", message, tries: 3 });
    });

    test("a wait that is too long to sit out", async () => {
      const message = named(dialect.errors["rate-limited"].message);
      expect(await fail(await failure("rate-limited", { "retry-after": "43200" }))).toEqual({
        code: "rate_limited",
        message,
        tries: 1,
      });
    });

    test("a web page where the API should be", async () => {
      expect(await fail(await recorded("page.html"))).toEqual({
        code: "bad_response",
        message: expect.stringMatching(/^\S+: .*an HTML page "Harbour gateway"$/) as string,
        tries: 1,
      });
    });

    test("a web page that says 404", async () => {
      expect(await fail(await recorded("page.html", { status: 404 }))).toEqual({
        code: "bad_request",
        message: named('404 an HTML page "Harbour gateway" (is the base URL right?)'),
        tries: 1,
      });
    });

    test("a server that is not there", async () => {
      // Nobody listens on port 2; the port of a server that was closed may soon be another test's.
      const model = open({ baseUrl: dialect.baseUrl("http://127.0.0.1:2"), maxTries: 1 });
      await expect(model.respond(requestOf([question]), recordCall().call)).rejects.toEqual(
        new ModelError("connection", named("connect ECONNREFUSED 127.0.0.1:2")),
      );
    });
  });

  describe("an abort", () => {
    const reason = new Error("the trial is over");

    test("before the request rejects with its reason", async () => {
      const { call, retries } = recordCall(AbortSignal.abort(reason));
      await expect(open().respond(requestOf([question]), call)).rejects.toBe(reason);
      expect([retries, server.requests]).toEqual([[], []]);
    });

    test.each([
      ["while the server is silent", 0],
      ["within the answer", 500],
    ])("%s rejects with its reason", async (_, silentAfter) => {
      const controller = new AbortController();
      const onSilence = (): void => {
        controller.abort(reason);
      };
      server.plan(await answer("text", { silentAfter, onSilence }));
      const { call, retries } = recordCall(controller.signal);
      await expect(open().respond(requestOf([question]), call)).rejects.toBe(reason);
      expect([retries, server.requests.length]).toEqual([[], 1]);
    });

    test("ends a wait at once", async () => {
      server.plan(await failure("rate-limited", { "retry-after": "300" }));
      const controller = new AbortController();
      const onRetry = (): void => {
        controller.abort(reason);
      };
      const response = open().respond(requestOf([question]), { signal: controller.signal, onRetry });
      await expect(response).rejects.toBe(reason);
    });
  });

  test("many requests leave nothing on a trial's signal", async () => {
    const { call } = recordCall();
    const text = await answer("text");
    server.plan(text, text, text);
    const model = open();
    for (let turn = 0; turn < 3; turn++) await model.respond(requestOf([question]), call);
    expect(getEventListeners(call.signal, "abort")).toEqual([]);
  });

  describe("the key", () => {
    test.each([400, 401, 404, 500])("is in no message when a %i echoes it", async (status) => {
      const message = `bad header Authorization: Bearer ${key}, x-api-key: ${key} and ?key=${encodeURIComponent(key)}`;
      const echo = {
        status,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ error: { message } }),
      };
      server.plan(echo, echo, echo);
      const { call, retries } = recordCall();
      const error: unknown = await open()
        .respond(requestOf([question]), call)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ModelError);
      expect(`${inspectDeep(error)} ${JSON.stringify(retries)}`).not.toContain(key);
    });

    test("is in no answer that echoes it", async () => {
      const { body = "", ...rest } = await answer("text");
      server.plan({ ...rest, body: body.replaceAll("configs/reward.yaml", key).replaceAll("tern-1", key) });
      const response = await open().respond(requestOf([question]), recordCall().call);
      expect(JSON.stringify(response)).not.toContain(key);
      expect(response.usage).toEqual(counted);
    });
  });
}

/** Everything that a log of the error could print, its causes and hidden fields included. */
function inspectDeep(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.getOwnPropertyNames(error).map(
    (name) => `${name}=${String(Reflect.get(error, name))}`,
  );
  return `${fields.join(" ")} ${JSON.stringify(error)} ${error.cause === undefined ? "" : inspectDeep(error.cause)}`;
}
