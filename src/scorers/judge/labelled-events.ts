import type { TranscriptLine } from "../../schema/calibration.js";
import type { ContentBlock } from "../../schema/conversation.js";
import type { UnstampedEvent } from "../../schema/event.js";
import { noUsage } from "../../schema/usage.js";

/** A labelled conversation as the events of a trial, so that it is shown to a judge as trials are. */
export function labelledEvents({ lines }: { readonly lines: readonly TranscriptLine[] }): UnstampedEvent[] {
  return lines.map(toEvent);
}

function toEvent(line: TranscriptLine, position: number): UnstampedEvent {
  if ("instructions" in line) return { type: "system", text: line.instructions };
  if ("requester" in line) return { type: "user", branch: "main", followup: null, text: line.requester };
  if ("prints" in line) {
    const result = { callId: "call", name: "tool", output: line.prints, isError: false };
    return { type: "tool", branch: "main", turn: position + 1, result, durationMs: 0 };
  }
  return {
    type: "assistant",
    branch: "main",
    turn: position + 1,
    message: { role: "assistant", content: [toBlock(line)] },
    stopReason: { unified: "stop", raw: null },
    usage: noUsage,
    cost: null,
    durationMs: 0,
    modelVersion: null,
  };
}

function toBlock(
  line: Extract<TranscriptLine, { says: string } | { thinks: string } | { calls: string }>,
): ContentBlock {
  if ("says" in line) return { type: "text", text: line.says };
  if ("thinks" in line) return { type: "reasoning", text: line.thinks };
  const [, name = "", input = ""] = /^(\S+)\s*([^]*)$/.exec(line.calls) ?? [];
  return { type: "tool_call", id: "call", name, arguments: { input } };
}
