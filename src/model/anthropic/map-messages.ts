import type {
  ContentBlockParam,
  MessageParam,
  ToolResultBlockParam,
} from "@anthropic-ai/sdk/resources/messages";
import { z } from "zod";
import type { AssistantMessage, Message, ToolResult } from "../../schema/conversation.js";
import { replayArguments } from "../transport/tool-arguments.js";
import { anthropicApi } from "./map-response.js";

const NativeBlocks = z.array(
  z.custom<ContentBlockParam>((value) => z.looseObject({ type: z.string() }).safeParse(value).success),
);

/** A conversation as the Messages API takes it. Turns that would be empty are left out: the API takes none. */
export function mapMessages(messages: readonly Message[]): MessageParam[] {
  return messages.flatMap((message): MessageParam[] => {
    switch (message.role) {
      case "user":
        return [{ role: "user", content: [{ type: "text", text: message.content }] }];
      case "tool":
        return [{ role: "user", content: message.results.map(mapResult) }];
      case "assistant": {
        const content = mapAssistant(message).filter((block) => !isBlank(block));
        return content.length === 0 ? [] : [{ role: "assistant", content }];
      }
    }
  });
}

function mapResult(result: ToolResult): ToolResultBlockParam {
  return {
    type: "tool_result",
    tool_use_id: result.callId,
    content: result.output,
    ...(result.isError ? { is_error: true } : {}),
  };
}

/** The API's own blocks unchanged where there are any; reasoning without a signature cannot be sent. */
function mapAssistant({ content, native }: AssistantMessage): ContentBlockParam[] {
  if (native?.api === anthropicApi) return NativeBlocks.parse(native.content);
  return content.flatMap((block): ContentBlockParam[] => {
    switch (block.type) {
      case "text":
        return [{ type: "text", text: block.text }];
      case "reasoning":
        return [];
      case "tool_call":
        return [{ type: "tool_use", id: block.id, name: block.name, input: replayArguments(block) }];
    }
  });
}

function isBlank(block: ContentBlockParam): boolean {
  return block.type === "text" && block.text.trim() === "";
}
