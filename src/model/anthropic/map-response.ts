import { z } from "zod";
import { JsonObject } from "../../schema/common.js";
import type { ContentBlock } from "../../schema/conversation.js";
import type { ModelResponse } from "../model.js";
import type { AnthropicAnswer } from "./fold-events.js";
import { mapStopReason } from "./map-stop-reason.js";
import { mapUsage } from "./map-usage.js";

/** The name that our messages carry for blocks of this API. */
export const anthropicApi = "anthropic-messages";

const Block = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text"), text: z.string() }),
  z.looseObject({ type: z.literal("thinking"), thinking: z.string() }),
  z.looseObject({ type: z.literal("redacted_thinking") }),
  z.looseObject({
    type: z.literal("tool_use"),
    id: z.string(),
    name: z.string(),
    input: JsonObject.catch({}),
  }),
]);

/** A message of Anthropic's in our form; its own blocks are kept as `native`. */
export function mapResponse(answer: AnthropicAnswer): ModelResponse {
  return {
    message: {
      role: "assistant",
      content: answer.content.flatMap((block, index) => mapBlock(block, answer.rawInputs.get(index))),
      native: { api: anthropicApi, content: [...answer.content] },
    },
    stopReason: mapStopReason(answer.stopReason),
    usage: mapUsage(answer.usage),
    modelVersion: answer.model,
  };
}

/** Blocks of other kinds (a server's own tools) live on in `native` alone. */
function mapBlock(block: JsonObject, rawInput: string | undefined): ContentBlock[] {
  const parsed = Block.safeParse(block);
  if (!parsed.success) return [];
  switch (parsed.data.type) {
    case "text":
      return parsed.data.text === "" ? [] : [{ type: "text", text: parsed.data.text }];
    case "thinking":
      return [{ type: "reasoning", text: parsed.data.thinking }];
    case "redacted_thinking":
      return [{ type: "reasoning", text: "" }];
    case "tool_use": {
      const { id, name, input } = parsed.data;
      return rawInput === undefined
        ? [{ type: "tool_call", id, name, arguments: input }]
        : [{ type: "tool_call", id, name, arguments: null, raw: rawInput }];
    }
  }
}
