import { z } from "zod";
import { JsonValue, type Json } from "../../schema/common.js";
import type { ModelResponse } from "../model.js";
import { anthropicApi } from "./map-response.js";
import { addUsage } from "./map-usage.js";

/** One response from a paused turn and its continuation. */
export function joinResponses(first: ModelResponse, second: ModelResponse): ModelResponse {
  return {
    message: {
      role: "assistant",
      content: [...first.message.content, ...second.message.content],
      native: { api: anthropicApi, content: [...nativeBlocks(first), ...nativeBlocks(second)] },
    },
    stopReason: second.stopReason,
    usage: addUsage(first.usage, second.usage),
    modelVersion: second.modelVersion,
  };
}

function nativeBlocks({ message }: ModelResponse): Json[] {
  return z.array(JsonValue).parse(message.native?.content);
}
