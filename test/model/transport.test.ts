import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf } from "../../src/model/cost.js";
import { ModelError } from "../../src/model/model.js";
import { mapFailure } from "../../src/model/transport/map-failure.js";
import { readFailure, type ProviderFailure } from "../../src/model/transport/read-failure.js";
import { readKey } from "../../src/model/transport/read-key.js";
import { redactText } from "../../src/model/transport/redact-text.js";
import { readRetryAfter, retryWait } from "../../src/model/transport/retry-wait.js";
import { shortenText } from "../../src/model/transport/shorten-text.js";
import { readToolCall, replayArguments } from "../../src/model/transport/tool-arguments.js";

describe("the key", () => {
  const environment = {
    ANTHROPIC_API_KEY: " key-a\n",
    OPENAI_API_KEY: "key-o",
    HARBOUR_KEY: "key-h",
    BLANK: "  ",
  };

  test.each([
    ["the SDK's own variable", { provider: "anthropic" }, "key-a"],
    ["the SDK's own variable", { provider: "openai" }, "key-o"],
    [
      "a key goes before the placeholder",
      { provider: "openai-chat", baseUrl: "http://127.0.0.1/v1" },
      "key-o",
    ],
    ["a variable of its own", { provider: "openai-chat", keyVariable: "HARBOUR_KEY" }, "key-h"],
  ] as const)("%s", (_, question, key) => {
    expect(readKey({ model: "m", environment, ...question })).toBe(key);
  });

  test.each([
    ["a base URL", { baseUrl: "http://127.0.0.1/v1" }, {}],
    ["a base URL in the environment", {}, { OPENAI_BASE_URL: "http://127.0.0.1/v1" }],
  ])("a placeholder for a Chat Completions server at %s", (_, question, variables) => {
    expect(readKey({ provider: "openai-chat", model: "m", environment: variables, ...question })).toBe(
      "no-key",
    );
  });

  test.each([
    [{ provider: "openai", model: "gpt-x" }, "set OPENAI_API_KEY to use openai/gpt-x"],
    [
      { provider: "openai", model: "gpt-x", baseUrl: "http://h/v1" },
      "set OPENAI_API_KEY to use openai/gpt-x",
    ],
    [{ provider: "anthropic", model: "c", keyVariable: "BLANK" }, "set BLANK to use anthropic/c"],
    [
      { provider: "openai-chat", model: "m", baseUrl: "http://h/v1", keyVariable: "NOT_SET" },
      "set NOT_SET to use openai-chat/m",
    ],
  ] as const)("%j without a key", (question, message) => {
    expect(() => readKey({ environment: { BLANK: "  " }, ...question })).toThrow(
      new ModelError("missing_key", message),
    );
  });
});

describe("waits", () => {
  const now = Date.parse("2026-02-03T09:00:00Z");
  test.each([
    [{ "retry-after": "2" }, 2_000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after-ms": "40", "retry-after": "2" }, 40],
    [{ "retry-after": "Tue, 03 Feb 2026 09:00:07 GMT" }, 7_000],
    [{ "retry-after": "Tue, 03 Feb 2026 08:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "-3" }, null],
    [{}, null],
  ])("the server's %j", (headers, waitMs) => {
    expect(readRetryAfter(new Headers(headers as Record<string, string>), now)).toBe(waitMs);
  });

  test("double from try to try, up to a minute", () => {
    const waits = [1, 2, 3, 7, 8, 20].map((attempt) =>
      [0, 0.5].map((random) => retryWait({ attempt, firstWaitMs: 1_000, askedMs: null, random })),
    );
    expect(waits).toEqual([
      [500, 750],
      [1_000, 1_500],
      [2_000, 3_000],
      [30_000, 45_000],
      [30_000, 45_000],
      [30_000, 45_000],
    ]);
  });

  test("are never shorter than the server asks", () => {
    expect(retryWait({ attempt: 5, firstWaitMs: 1_000, askedMs: 0, random: 0 })).toBe(0);
    expect(retryWait({ attempt: 1, firstWaitMs: 1_000, askedMs: 90_000, random: 0.25 })).toBe(90_250);
  });
});

describe("failures", () => {
  const reported: ProviderFailure = {
    kind: "reported",
    status: 400,
    words: [],
    message: "no",
    headers: null,
  };
  test.each([
    [400, "bad_request", false],
    [401, "unauthorized", false],
    [403, "unauthorized", false],
    [408, "timeout", true],
    [409, "overloaded", true],
    [413, "context_length", false],
    [422, "bad_request", false],
    [429, "rate_limited", true],
    [500, "overloaded", true],
    [503, "overloaded", true],
    [529, "overloaded", true],
  ] as const)("status %i", (status, code, retryable) => {
    expect(mapFailure({ ...reported, status })).toEqual({ code, retryable });
  });

  test.each([
    [
      { message: "The model `x` does not exist", status: 404 },
      { code: "unknown_model", retryable: false },
    ],
    [{ words: ["model_not_found"] }, { code: "unknown_model", retryable: false }],
    [
      { words: ["insufficient_quota"], status: 429 },
      { code: "rate_limited", retryable: false },
    ],
    [{ message: "Your credit balance is too low" }, { code: "rate_limited", retryable: false }],
    [
      { words: ["something_new"], status: null },
      { code: "bad_request", retryable: false },
    ],
    [
      { status: 500, headers: new Headers({ "x-should-retry": "false" }) },
      { code: "overloaded", retryable: false },
    ],
    [
      { status: 400, headers: new Headers({ "x-should-retry": "true" }) },
      { code: "bad_request", retryable: true },
    ],
    [
      { kind: "unreadable", status: null },
      { code: "bad_response", retryable: false },
    ],
  ] as const)("%j", (more, expected) => {
    expect(mapFailure({ ...reported, ...more })).toEqual(expected);
  });

  test("of the connection are told in the innermost words", () => {
    const socket = new Error("read ECONNRESET");
    expect(
      readFailure(new TypeError("fetch failed", { cause: new Error("aborted", { cause: socket }) })),
    ).toEqual({
      kind: "connection",
      status: null,
      words: [],
      message: "read ECONNRESET",
      headers: null,
    });
  });
});

describe("messages", () => {
  test("never hold the key, whatever surrounds it", () => {
    const secret = fc.stringMatching(/^[\w+/=-]{8,60}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        const redacted = redactText(`${before} ${key}${encodeURIComponent(key)} ${after}`, key);
        return !redacted.replaceAll("[removed]", "").includes(key);
      }),
    );
  });

  test.each([
    ["Authorization: Bearer abc.def", "Authorization: [removed]"],
    ['{"x-api-key":"abc","ok":1}', '{"x-api-key":"[removed]","ok":1}'],
    ["authorization = Basic YTpi; rest", "authorization = [removed]; rest"],
    ["sent bearer abc.def twice", "sent Bearer [removed] twice"],
    ["Incorrect API key provided: sk-tern1*****9f2a.", "Incorrect API key provided: [removed]."],
    [
      "no URL with credentials: https://ines:tern1@h:80/v1",
      "no URL with credentials: https://[removed]@h:80/v1",
    ],
    ["at https://h/v1?api_key=tern1", "at https://h/v1?api_key=[removed]"],
    ["see https://h/a?to=ines@halyard.example", "see https://h/a?to=ines@halyard.example"],
    ["The tasks-and-more list is long", "The tasks-and-more list is long"],
  ])("%s", (text, redacted) => {
    expect(redactText(text, "no-key")).toBe(redacted);
  });

  test("are one line of bounded length, and of a page the title", () => {
    expect(shortenText(" a\n  b ")).toBe("a b");
    expect(shortenText("x".repeat(1_000))).toBe(`${"x".repeat(399)}…`);
    expect(shortenText("<!DOCTYPE html><title> Bad\nGateway </title>")).toBe('an HTML page "Bad Gateway"');
    expect(shortenText("<html><body>Down</body></html>")).toBe("an HTML page");
  });
});

describe("tool arguments", () => {
  test.each([
    ["{}", {}, {}],
    [" ", {}, {}],
    ['{"a": [1, null]}', { a: [1, null] }, { a: [1, null] }],
    ["[1]", null, { INVALID_JSON: "[1]" }],
    ["null", null, { INVALID_JSON: "null" }],
    ["{'a': 1}", null, { INVALID_JSON: "{'a': 1}" }],
  ])("%s", (text, read, replayed) => {
    const call = readToolCall("c", "t", text);
    expect(call).toEqual({
      type: "tool_call",
      id: "c",
      name: "t",
      arguments: read,
      ...(read === null && { raw: text }),
    });
    expect(replayArguments(call)).toEqual(replayed);
  });
});

describe("cost", () => {
  const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 };
  test("each kind of token at its price, cached ones not twice", () => {
    const usage = {
      input: 1_000_000,
      output: 200_000,
      cacheRead: 500_000,
      cacheWrite: 100_000,
      reasoning: 50_000,
    };
    // 400,000 fresh x 3 + 500,000 x 0.3 + 100,000 x 3.75 + 200,000 x 15, per million.
    expect(costOf(usage, price)).toBeCloseTo(1.2 + 0.15 + 0.375 + 3, 12);
  });
  test("is unknown without a price, and never negative", () => {
    const usage = { input: 5, output: 0, cacheRead: 10, cacheWrite: 0, reasoning: 0 };
    expect(costOf(usage, null)).toBeNull();
    expect(costOf(usage, { ...price, cacheRead: 0 })).toBe(0);
  });
});
