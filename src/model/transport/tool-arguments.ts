import { JsonObject } from "../../schema/common.js";
import type { ToolCall } from "../../schema/conversation.js";

/** A tool call from the text of its arguments; an empty text means none. */
export function readToolCall(id: string, name: string, text: string): ToolCall {
  const object = text.trim() === "" ? {} : readObject(text);
  return object === null
    ? { type: "tool_call", id, name, arguments: null, raw: text }
    : { type: "tool_call", id, name, arguments: object };
}

/** The arguments to send back: malformed ones are wrapped, since every API accepts nothing but a JSON object. */
export function replayArguments(call: ToolCall): JsonObject {
  return call.arguments ?? { INVALID_JSON: call.raw ?? "" };
}

function readObject(text: string): JsonObject | null {
  try {
    const parsed = JsonObject.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
