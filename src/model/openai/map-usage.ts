import type { Usage } from "../../schema/conversation.js";
import type { ResponsesUsage } from "./read-response.js";

/** The Responses API counts cached tokens within the input and reasoning within the output, as we do. */
export function mapUsage(usage: ResponsesUsage | null | undefined): Usage {
  return {
    input: usage?.input_tokens ?? 0,
    output: usage?.output_tokens ?? 0,
    cacheRead: usage?.input_tokens_details?.cached_tokens ?? 0,
    cacheWrite: usage?.input_tokens_details?.cache_write_tokens ?? 0,
    reasoning: usage?.output_tokens_details?.reasoning_tokens ?? 0,
  };
}
