import type { MessageParam, TextBlockParam, Tool, ToolChoice } from "@anthropic-ai/sdk/resources/messages";
import type { Json } from "../../schema/common.js";
import type { ToolDefinition } from "../../schema/conversation.js";
import type { ModelRequest } from "../model.js";
import type { ProviderOptions } from "../transport/provider-options.js";
import { mapMessages } from "./map-messages.js";
import { mapReasoning, type ThinkingFields } from "./map-reasoning.js";
import { markCache } from "./mark-cache.js";

/** The body of a Messages request. */
export interface AnthropicBody extends ThinkingFields {
  model: string;
  max_tokens: number;
  messages: MessageParam[];
  system?: TextBlockParam[];
  tools?: Tool[];
  tool_choice?: ToolChoice;
  temperature?: number;
  stream: true;
}

/**
 * The body of a request. With thinking on, the API forbids to force a tool, so the choice is then left to the model
 * whatever `toolChoice` says.
 */
export function mapRequest(request: ModelRequest, options: ProviderOptions): AnthropicBody {
  const { extra = {}, temperature } = options;
  const { tools, system, messages } = markCache({
    tools: request.tools.map(mapTool),
    system: request.system === "" ? [] : [{ type: "text", text: request.system }],
    messages: mapMessages(request.messages),
  });
  const reasoning = mapReasoning(options.reasoning);
  const thinks = isThinking(extra["thinking"] ?? reasoning.thinking?.type);
  const forced =
    request.toolChoice !== "auto" && tools.length > 0 && !thinks ? request.toolChoice.tool : null;
  return {
    model: options.model,
    max_tokens: mapLimit(options.maxOutputTokens ?? request.maxOutputTokens, reasoning),
    ...(system.length === 0 ? {} : { system }),
    ...(tools.length === 0 ? {} : { tools }),
    ...(forced === null ? {} : { tool_choice: { type: "tool", name: forced } }),
    messages,
    ...reasoning,
    ...(temperature === undefined ? {} : { temperature }),
    stream: true,
    ...extra,
  };
}

function mapTool({ name, description, parameters }: ToolDefinition): Tool {
  return { name, description, input_schema: { ...parameters, type: "object" } };
}

function isThinking(setting: Json | undefined): boolean {
  const kind =
    typeof setting === "object" && setting !== null && !Array.isArray(setting) ? setting["type"] : setting;
  return kind !== undefined && kind !== null && kind !== "disabled";
}

/** The API's bound covers the thinking too, and must leave room beside its budget. */
function mapLimit(maxOutputTokens: number, { thinking }: ThinkingFields): number {
  const budget = thinking?.type === "enabled" ? thinking.budget_tokens : 0;
  return maxOutputTokens > budget ? maxOutputTokens : budget + maxOutputTokens;
}
