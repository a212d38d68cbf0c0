import { z } from "zod";
import { JsonObject } from "../../schema/common.js";
import type { ContentBlock, ToolCall } from "../../schema/conversation.js";
import type { ModelResponse } from "../model.js";
import { readToolCall, replayArguments } from "../transport/tool-arguments.js";
import { mapStopReason } from "./map-stop-reason.js";
import { mapUsage } from "./map-usage.js";
import { nameToolCalls } from "./name-tool-calls.js";
import type { ChatCompletion, ChatMessage, ChatToolCall } from "./read-completion.js";

/** The name that our messages carry for messages of this API. */
export const chatApi = "openai-chat";

/** A completion in our form; `turn` tells apart the ids of calls that came without one. */
export function mapResponse(completion: ChatCompletion, turn: number): ModelResponse {
  const [{ message, finish_reason: finishReason }] = completion.choices;
  const calls = nameToolCalls(message.tool_calls ?? [], turn).map((wire) => ({ wire, call: readCall(wire) }));
  const refusal = message.refusal ?? "";
  const content = [...mapThoughts(message), ...textBlocks(refusal), ...calls.map(({ call }) => call)];
  return {
    message: { role: "assistant", content, native: { api: chatApi, content: keepMessage(message, calls) } },
    stopReason: mapStopReason({
      finishReason: finishReason ?? null,
      refused: refusal !== "",
      callsTools: calls.length > 0,
    }),
    usage: mapUsage(completion.usage),
    modelVersion: completion.model ?? null,
  };
}

function readCall(wire: ChatToolCall & { readonly id: string }): ToolCall {
  const { name, arguments: given } = wire.function;
  return readToolCall(wire.id, name, typeof given === "object" ? JSON.stringify(given ?? {}) : (given ?? ""));
}

/** Reasoning, then text; some servers send both as parts of the content. */
function mapThoughts({ content, reasoning_content: first, reasoning: second }: ChatMessage): ContentBlock[] {
  const thoughts = (first ?? "") === "" ? (second ?? "") : (first ?? "");
  const reasoning: ContentBlock[] = thoughts === "" ? [] : [{ type: "reasoning", text: thoughts }];
  const said = Array.isArray(content) ? content.flatMap(mapPart) : textBlocks(content ?? "");
  return [...reasoning, ...said];
}

const Part = z.union([
  z.looseObject({ type: z.literal("text"), text: z.string() }),
  z.looseObject({ type: z.literal("thinking"), thinking: z.array(z.looseObject({ text: z.string() })) }),
]);

function mapPart(part: JsonObject): ContentBlock[] {
  const parsed = Part.safeParse(part);
  if (!parsed.success) return [];
  if (parsed.data.type === "text") return textBlocks(parsed.data.text);
  return [{ type: "reasoning", text: parsed.data.thinking.map(({ text }) => text).join("") }];
}

function textBlocks(text: string): ContentBlock[] {
  return text === "" ? [] : [{ type: "text", text }];
}

type ReadCall = { readonly wire: ChatToolCall & { readonly id: string }; readonly call: ToolCall };

/** What can be sent back: of a call everything (some servers sign calls in fields of their own), its arguments valid. */
function keepMessage(message: ChatMessage, calls: readonly ReadCall[]): JsonObject {
  const kept = {
    content: message.content ?? null,
    refusal: message.refusal,
    reasoning_content: message.reasoning_content,
    reasoning_details: message.reasoning_details,
    tool_calls: calls.length === 0 ? undefined : calls.map(keepCall),
  };
  const given = Object.entries(kept).filter(
    ([key, value]) => key === "content" || (value !== undefined && value !== null),
  );
  return JsonObject.parse(Object.fromEntries(given));
}

function keepCall({ wire, call }: ReadCall): unknown {
  return { ...wire, function: { ...wire.function, arguments: keepArguments(wire, call) } };
}

function keepArguments(wire: ChatToolCall, call: ToolCall): string {
  const given = wire.function.arguments;
  return typeof given === "string" && call.arguments !== null && given !== ""
    ? given
    : JSON.stringify(replayArguments(call));
}
