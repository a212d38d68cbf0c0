import type { TranscriptLine } from "../../schema/calibration.js";
import type { ContentBlock } from "../../schema/conversation.js";
import type { UnstampedEvent } from "../../schema/event.js";
import { noUsage } from "../../schema/usage.js";

/** A labelled conversation as the events of a trial, so that it is shown to a judge as trials are. */
export function labelledEvents({ lines }: { readonly lines: readonly TranscriptLine[] }): UnstampedEvent[] {
  const open: { readonly id: string; readonly name: string }[] = [];
  return lines.map((line, position): UnstampedEvent => {
    const turn = position + 1;
    if ("instructions" in line) return { type: "system", text: line.instructions };
    if ("requester" in line) return { type: "user", branch: "main", followup: null, text: line.requester };
    if ("prints" in line) {
      const { id: callId, name } = open.shift() ?? { id: `call_${turn}`, name: "tool" };
      const result = { callId, name, output: line.prints, isError: false };
      return { type: "tool", branch: "main", turn, result, durationMs: 0 };
    }
    const block = toBlock(line, `call_${turn}`);
    if (block.type === "tool_call") open.push(block);
    return {
      type: "assistant",
      branch: "main",
      turn,
      message: { role: "assistant", content: [block] },
      stopReason: { unified: block.type === "tool_call" ? "tool_calls" : "stop", raw: null },
      usage: noUsage,
      cost: null,
      durationMs: 0,
      modelVersion: null,
    };
  });
}

type OwnLine = Extract<TranscriptLine, { says: string } | { thinks: string } | { calls: string }>;

function toBlock(line: OwnLine, id: string): ContentBlock {
  if ("says" in line) return { type: "text", text: line.says };
  if ("thinks" in line) return { type: "reasoning", text: line.thinks };
  return { type: "tool_call", id, name: line.calls, arguments: line.with };
}
