import type { StopReason } from "../../schema/conversation.js";

const unified: Readonly<Record<string, StopReason["unified"]>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool_calls",
  max_tokens: "length",
  model_context_window_exceeded: "context_length",
  refusal: "refusal",
};

/** Anthropic's stop reason in our word, with its own kept. */
export function mapStopReason(raw: string | null): StopReason {
  return { unified: unified[raw ?? ""] ?? "other", raw };
}
