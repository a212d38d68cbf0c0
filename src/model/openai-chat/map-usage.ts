import type { Usage } from "../../schema/conversation.js";
import type { ChatUsage } from "./read-completion.js";

/** Zeros where the server counts nothing. Some count reasoning beside the completion, which shows in their total. */
export function mapUsage(usage: ChatUsage | null | undefined): Usage {
  const input = usage?.prompt_tokens ?? 0;
  const completion = usage?.completion_tokens ?? 0;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? 0;
  const beside = (usage?.total_tokens ?? 0) === input + completion + reasoning;
  return {
    input,
    output: beside ? completion + reasoning : completion,
    cacheRead: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    cacheWrite: usage?.prompt_tokens_details?.cache_write_tokens ?? 0,
    reasoning,
  };
}
