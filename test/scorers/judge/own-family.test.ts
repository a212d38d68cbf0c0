import { describe, expect, it } from "vitest";
import { isOwnFamily } from "../../../src/scorers/judge/own-family.js";

const named = (uses: string, family: string | null = null, model = uses) => ({ model, uses, family });

describe("isOwnFamily", () => {
  it.each([
    ["one provider", named("anthropic/claude-opus-4-5"), named("anthropic/claude-haiku-4-5")],
    ["a provider of one maker", named("openai/o3"), named("openai/gpt-5")],
    ["a series", named("openai-chat/gpt-5"), named("openai-chat/openai/o3")],
    ["a series without its maker", named("openai-chat/o4-mini"), named("openai/gpt-5")],
    ["a product's name", named("openai-chat/chatgpt-4o-latest"), named("openai/gpt-5")],
    [
      "a host's prefix",
      named("openai-chat/us.anthropic.claude-opus-4"),
      named("openai-chat/claude-haiku-4-5"),
    ],
    ["a tier", named("openai-chat/opus-4"), named("openai-chat/sonnet-4-5")],
    ["a fine-tune", named("openai-chat/hermes-llama-3"), named("openai-chat/llama-3")],
    [
      "what a distilled model was trained from",
      named("openai-chat/DeepSeek-R1-Distill-Qwen"),
      named("openai-chat/qwen3"),
    ],
    [
      "its teacher",
      named("openai-chat/DeepSeek-R1-Distill-Qwen"),
      named("openai-chat/deepseek-ai/DeepSeek-V3"),
    ],
    ["versions of one series", named("openai-chat/qwen3"), named("openai-chat/qwen2.5-coder")],
    ["a recorded model", named("openai/gpt-5"), named("replay/traces/x#openai/gpt-5-mini")],
    ["a recorded model's provider", named("openai/x"), named("replay/traces/x#openai/y")],
    ["a series under a name of one's own", named("openai-chat/o3", "House", "fast"), named("openai/gpt-5")],
    ["a long name within a word", named("openai-chat/myllama4"), named("openai-chat/llama-3")],
    ["a family with a version", named("openai-chat/x", "Claude 4"), named("openai-chat/y", "Claude")],
    ["a family in another case", named("openai-chat/x", "Tern"), named("openai-chat/y", "tern")],
    ["a family against a name", named("openai-chat/x", "Gemini"), named("openai-chat/google/gemma-3")],
    ["a name of models.yaml", named("openai-chat/m1", null, "grok-reader"), named("openai-chat/xai/grok-4")],
    ["names that begin alike", named("openai-chat/tern-3"), named("openai-chat/tern-4")],
    ["the same model", named("openai-chat/x"), named("openai-chat/x")],
  ])("by %s", (_, judge, model) => {
    expect([isOwnFamily(judge, model), isOwnFamily(model, judge)]).toEqual([true, true]);
  });

  it.each([
    ["two makers", named("openai/gpt-5"), named("anthropic/claude-haiku-4-5")],
    ["two series on one server", named("openai-chat/qwen3"), named("openai-chat/llama-4")],
    ["a provider's name that is not a maker's", named("openai-chat/qwen3"), named("openai/gpt-5")],
    ["two families that were told", named("openai-chat/x", "Tern"), named("openai-chat/x", "Wick")],
    ["a series within a word", named("openai-chat/foo1-chat"), named("openai/gpt-5")],
  ])("not by %s", (_, judge, model) => {
    expect([isOwnFamily(judge, model), isOwnFamily(model, judge)]).toEqual([false, false]);
  });
});
