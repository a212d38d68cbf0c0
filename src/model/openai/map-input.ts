import type { ResponseInputItem } from "openai/resources/responses/responses";
import { z } from "zod";
import { JsonObject } from "../../schema/common.js";
import type { AssistantMessage, Message } from "../../schema/conversation.js";
import { readToolCall, replayArguments } from "../transport/tool-arguments.js";
import { responsesApi } from "./map-response.js";

/** A conversation as the input items of the Responses API. */
export function mapInput(messages: readonly Message[]): ResponseInputItem[] {
  return messages.flatMap((message): ResponseInputItem[] => {
    switch (message.role) {
      case "user":
        return [{ role: "user", content: message.content }];
      case "tool":
        return message.results.map(({ callId, output }) => ({
          type: "function_call_output",
          call_id: callId,
          output,
        }));
      case "assistant":
        return message.native?.api === responsesApi ? mapNative(message.native.content) : mapContent(message);
    }
  });
}

/** Reasoning without a signature of the API's cannot be sent. */
function mapContent({ content }: AssistantMessage): ResponseInputItem[] {
  return content.flatMap((block): ResponseInputItem[] => {
    switch (block.type) {
      case "text":
        return [{ role: "assistant", content: block.text }];
      case "reasoning":
        return [];
      case "tool_call": {
        const text = JSON.stringify(replayArguments(block));
        return [{ type: "function_call", call_id: block.id, name: block.name, arguments: text }];
      }
    }
  });
}

const InputItem = z.custom<ResponseInputItem>(
  (value) => z.looseObject({ type: z.string() }).safeParse(value).success,
);

/** The API's own items, unchanged but for arguments that are no JSON and for reasoning that it would not take back. */
function mapNative(native: unknown): ResponseInputItem[] {
  const items = z.array(JsonObject).parse(native);
  const last = items.findLastIndex((item) => item["type"] !== "reasoning");
  return items
    .slice(0, last + 1)
    .filter(isReturnable)
    .map((item) => InputItem.parse(repairArguments(item)));
}

/** Nothing is stored at the provider's, so a reasoning item without its content refers to nothing. */
function isReturnable(item: JsonObject): boolean {
  return item["type"] !== "reasoning" || typeof item["encrypted_content"] === "string";
}

function repairArguments(item: JsonObject): JsonObject {
  const { type, arguments: text } = item;
  if (type !== "function_call" || typeof text !== "string") return item;
  const call = readToolCall("", "", text);
  return call.arguments === null ? { ...item, arguments: JSON.stringify(replayArguments(call)) } : item;
}
