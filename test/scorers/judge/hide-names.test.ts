import { describe, expect, it } from "vitest";
import { createNameHider, namesOf } from "../../../src/scorers/judge/hide-names.js";
import { says } from "./fake-judge.js";

const served = (uses: string, family: string | null = null) => ({ model: uses, uses, family });

describe("the names of a model", () => {
  it("are its own, its family's, and the ones it was served as", () => {
    const events = [says("Hi.", { modelVersion: "tern-3b-0807" })];
    expect(namesOf(served("openai-chat/lab/tern-3b", "Tern"), events)).toEqual([
      "openai-chat/lab/tern-3b",
      "tern-3b",
      "Tern",
      "tern-3b-0807",
    ]);
  });

  it("are no ordinary words and no short ones", () => {
    const events = [says("Hi.", { modelVersion: "default" })];
    expect(namesOf(served("openai-chat/model", "R1"), events)).toEqual(["openai-chat/model"]);
    expect(namesOf(served("openai-chat/my-local-model"), [])).toEqual(["openai-chat/my-local-model"]);
    expect(namesOf({ model: "reader", uses: "openai-chat/m", family: "Assistant" }, [])).toEqual([
      "openai-chat/m",
    ]);
  });
});

describe("hiding names", () => {
  const hide = createNameHider(namesOf(served("openai-chat/model"), [says("", { modelVersion: "model" })]));

  it.each([
    ["I am Sonnet, made by Anthropic.", "I am the assistant, made by the assistant."],
    ["Opus 4.5 and opus-4-1 and Haiku", "the assistant and the assistant and the assistant"],
    ["as o3-mini or o1, not GPT-5", "as the assistant or the assistant, not the assistant"],
    ["Gemma 3 by Google, gemini-2.5-pro", "the assistant by the assistant, the assistant"],
    ["Phi, phi-4 and GLM-4.6", "the assistant, the assistant and the assistant"],
    [
      "Grok 4 of xAI; Kimi K2 of Moonshot",
      "the assistant of the assistant; the assistant K2 of the assistant",
    ],
    [
      "Llama 4 by Meta, Mistral, mixtral-8x7b",
      "the assistant by the assistant, the assistant, the assistant",
    ],
    ["Claude 4.5 Sonnet", "the assistant"],
    ["claude_config and the Qwen team", "the assistant_config and the the assistant team"],
  ])("takes out %j", (text, hidden) => {
    expect(hide(text)).toBe(hidden);
  });

  it.each([
    "The model trains the next model; see models/model.py and model_path.",
    "meta: {title: x}, a haiku in the corpus, the opus codec, phi = 0.5, gcc -O3 -o1 out",
    "gcc foo1.o bar3, an agpt file, metadata, googled, philtre, xai_report, grok the code",
  ])("leaves %j", (text) => {
    expect(hide(text)).toBe(text);
  });
});
