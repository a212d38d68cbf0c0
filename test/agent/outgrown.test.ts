import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAnthropicSource } from "../../src/model/anthropic/source.js";
import { createOpenAiChatSource } from "../../src/model/openai-chat/source.js";
import { createOpenAiSource } from "../../src/model/openai/source.js";
import type { ProviderOptions } from "../../src/model/transport/provider-options.js";
import { collectStops } from "../../src/scorers/collect-stops.js";
import { scoreTrial, type Assess } from "../../src/scorers/score-trial.js";
import {
  recorded,
  startWireServer,
  type PlannedAnswer,
  type WireServer,
} from "../model/support/wire-server.js";
import { openModel } from "../model/support/conversation.js";
import { eventsOf, runListed, type FinishedTrial } from "./support/trial-bench.js";

let server: WireServer;
beforeEach(async () => {
  server = await startWireServer();
});
afterEach(() => server.close());

const providers = [
  {
    name: "anthropic",
    open: (options: ProviderOptions) => createAnthropicSource(options),
    path: "",
    extension: "sse",
    raw: "prompt is too long: 210312 tokens > 200000 maximum",
  },
  {
    name: "openai",
    open: (options: ProviderOptions) => createOpenAiSource(options),
    path: "/v1",
    extension: "sse",
    raw: "context_length_exceeded",
  },
  {
    name: "openai-chat",
    open: (options: ProviderOptions) => createOpenAiChatSource(options),
    path: "/v1",
    extension: "json",
    raw: "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
  },
] as const;
type Provider = (typeof providers)[number];

const tooLong = ({ name }: Provider) => recorded(`${name}/error-too-long.json`, { status: 400 });
const answer = ({ name, extension }: Provider, file: "text" | "tool-call") =>
  recorded(`${name}/${file}.${extension}`);

async function talk(
  provider: Provider,
  answers: readonly Promise<PlannedAnswer>[],
  followups = [] as { name: "proceed"; text: string }[],
): Promise<FinishedTrial> {
  server.plan(...(await Promise.all(answers)));
  const source = provider.open({ model: "tern-1", apiKey: "k", baseUrl: `${server.url}${provider.path}` });
  return runListed([], { model: openModel(source), followups });
}

/** Whatever the state is, the work is done, or is not. */
const judged =
  (action: "implemented" | "none"): Assess =>
  () => ({ action, completion: 0, readouts: [], outOfScope: [], flags: [] });
const outcomesOf = ({ events }: FinishedTrial) =>
  (["implemented", "none"] as const).map(
    (action) => scoreTrial("t", collectStops(events), judged(action)).outcome,
  );
const formsOf = ({ events }: FinishedTrial) =>
  eventsOf(events, "form").map(({ form, why }) => ({ form, why }));

describe.each(providers)("a conversation that outgrows the model of $name", (provider) => {
  const outgrown = { unified: "context_length", raw: provider.raw };

  it("ends as a limit with its state scored, and no form is asked for", async () => {
    const trial = await talk(provider, [answer(provider, "tool-call"), tooLong(provider)]);
    expect(trial.result).toMatchObject({
      status: "limit",
      stopReason: outgrown,
      stops: 1,
      turns: 2,
      error: null,
    });
    expect(eventsOf(trial.events, "stop").map(({ because, limit }) => [because, limit])).toEqual([
      ["limit", "context"],
    ]);
    expect([formsOf(trial), server.requests.length, outcomesOf(trial)]).toEqual([
      [],
      2,
      ["carried_out", "truncated"],
    ]);
  });

  it("does so after a follow-up", async () => {
    const [text, followup] = [answer(provider, "text"), { name: "proceed" as const, text: "Go on." }];
    const trial = await talk(provider, [text, text, text, tooLong(provider)], [followup, followup]);
    expect(trial.result).toMatchObject({ status: "limit", stopReason: outgrown, stops: 2 });
    expect(outcomesOf(trial)).toEqual(["carried_out", "truncated"]);
  });

  it("leaves the form unread where the fork alone does not fit, and sends the follow-up", async () => {
    const text = answer(provider, "text");
    const trial = await talk(
      provider,
      [text, tooLong(provider), text, tooLong(provider)],
      [{ name: "proceed", text: "Go on." }],
    );
    const unread = { form: null, why: `the conversation no longer fits the model: ${provider.raw}` };
    expect([formsOf(trial), trial.result.status, trial.result.stops]).toEqual([
      [unread, unread],
      "completed",
      2,
    ]);
    expect(outcomesOf(trial)).toEqual(["carried_out", "unscored"]);
  });

  it("stays an error where the model never fitted: that is the setup's doing", async () => {
    const trial = await talk(provider, [tooLong(provider)]);
    expect(trial.result).toMatchObject({ status: "errored", error: { code: "context_length" } });
  });
});

describe("a stop reason that says the same", () => {
  it("ends the trial as a limit, and the calls beside it are still run", async () => {
    const full = async (file: string, reason: string): Promise<PlannedAnswer> => {
      const { body = "", ...rest } = await recorded(`anthropic/${file}.sse`);
      expect(body).toContain(`"stop_reason":"${reason}"`);
      return {
        ...rest,
        body: body.replace(`"stop_reason":"${reason}"`, '"stop_reason":"model_context_window_exceeded"'),
      };
    };
    const [anthropic] = providers;
    const trial = await talk(anthropic, [full("tool-call", "tool_use"), full("text", "end_turn")]);
    expect(trial.result).toMatchObject({
      status: "limit",
      stopReason: { unified: "context_length", raw: "model_context_window_exceeded" },
      turns: 2,
      toolCalls: 1,
    });
    expect([formsOf(trial), outcomesOf(trial)]).toEqual([[], ["carried_out", "truncated"]]);
  });
});
