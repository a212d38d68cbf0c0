import type { StopReason } from "../../schema/conversation.js";

const unified: Readonly<Record<string, StopReason["unified"]>> = {
  stop: "stop",
  // Without a single call there is nothing to answer.
  tool_calls: "stop",
  function_call: "stop",
  length: "length",
  content_filter: "content_filter",
  refusal: "refusal",
};

/** How a completion ended, in the server's words. */
export interface CompletionEnd {
  readonly finishReason: string | null;
  readonly refused: boolean;
  readonly callsTools: boolean;
}

/** Not every server says `tool_calls` when there are some; a `refusal` field goes before the finish reason. */
export function mapStopReason({ finishReason, refused, callsTools }: CompletionEnd): StopReason {
  if (refused && finishReason !== "content_filter") return { unified: "refusal", raw: "refusal" };
  const end = unified[finishReason ?? ""] ?? "other";
  const ended = end === "stop" || end === "other";
  return { unified: ended && callsTools ? "tool_calls" : end, raw: finishReason };
}
