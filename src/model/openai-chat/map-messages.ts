import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import { z } from "zod";
import { JsonObject } from "../../schema/common.js";
import type { AssistantMessage, Message } from "../../schema/conversation.js";
import { replayArguments } from "../transport/tool-arguments.js";
import { chatApi } from "./map-response.js";

/** A conversation as Chat Completions messages, after the system prompt where there is one. */
export function mapMessages(system: string, messages: readonly Message[]): ChatCompletionMessageParam[] {
  const lastUser = messages.findLastIndex((message) => message.role === "user");
  const first: ChatCompletionMessageParam[] = system === "" ? [] : [{ role: "system", content: system }];
  return [...first, ...messages.flatMap((message, index) => mapMessage(message, index > lastUser))];
}

function mapMessage(message: Message, inLoop: boolean): ChatCompletionMessageParam[] {
  switch (message.role) {
    case "user":
      return [{ role: "user", content: message.content }];
    case "tool":
      return message.results.map(({ callId, output }) => ({
        role: "tool",
        tool_call_id: callId,
        content: output,
      }));
    case "assistant":
      return [
        message.native?.api === chatApi ? mapNative(message.native.content, inLoop) : mapContent(message),
      ];
  }
}

const Assistant = z.custom<ChatCompletionAssistantMessageParam>(
  (value) => JsonObject.safeParse(value).success,
);

/**
 * The server's own message. Its reasoning goes back only within the tool loop that it belongs to: servers that send
 * `reasoning_content` reject it once the user has spoken again.
 */
function mapNative(native: unknown, inLoop: boolean): ChatCompletionAssistantMessageParam {
  const { reasoning_content: reasoning, reasoning_details: details, ...message } = JsonObject.parse(native);
  return Assistant.parse({
    role: "assistant",
    ...message,
    ...(message["tool_calls"] === undefined ? { content: message["content"] ?? "" } : {}),
    ...(inLoop && reasoning !== undefined ? { reasoning_content: reasoning } : {}),
    ...(inLoop && details !== undefined ? { reasoning_details: details } : {}),
  });
}

function mapContent({ content }: AssistantMessage): ChatCompletionAssistantMessageParam {
  const text = content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n\n");
  const calls = content.flatMap((block) => (block.type === "tool_call" ? [block] : []));
  if (calls.length === 0) return { role: "assistant", content: text };
  return {
    role: "assistant",
    content: text === "" ? null : text,
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: "function",
      function: { name: call.name, arguments: JSON.stringify(replayArguments(call)) },
    })),
  };
}
