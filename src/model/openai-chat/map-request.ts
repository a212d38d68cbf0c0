import type {
  ChatCompletionFunctionTool,
  ChatCompletionMessageParam,
  ChatCompletionNamedToolChoice,
} from "openai/resources/chat/completions";
import type { ReasoningEffort } from "openai/resources/shared";
import type { ToolDefinition } from "../../schema/conversation.js";
import type { ModelRequest } from "../model.js";
import { mapReasoningEffort } from "../openai/map-reasoning.js";
import type { ProviderOptions } from "../transport/provider-options.js";
import { mapMessages } from "./map-messages.js";

/** The body of a Chat Completions request. */
export interface ChatBody {
  model: string;
  messages: ChatCompletionMessageParam[];
  tools?: ChatCompletionFunctionTool[];
  tool_choice?: ChatCompletionNamedToolChoice;
  max_tokens?: number;
  max_completion_tokens?: number;
  reasoning_effort?: ReasoningEffort;
  temperature?: number;
}

/** The body of a request to the server at `serverUrl`: OpenAI's own has another name for the bound of the output. */
export function mapRequest(request: ModelRequest, options: ProviderOptions, serverUrl: string): ChatBody {
  const { temperature, extra = {} } = options;
  const effort = mapReasoningEffort(options.reasoning, `openai-chat/${options.model}`);
  const forced = request.toolChoice === "auto" || request.tools.length === 0 ? null : request.toolChoice.tool;
  const bound = new URL(serverUrl).hostname === "api.openai.com" ? "max_completion_tokens" : "max_tokens";
  return {
    model: options.model,
    messages: mapMessages(request.system, request.messages),
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map(mapTool) }),
    ...(forced === null ? {} : { tool_choice: { type: "function", function: { name: forced } } }),
    [bound]: options.maxOutputTokens ?? request.maxOutputTokens,
    ...(effort === null ? {} : { reasoning_effort: effort }),
    ...(temperature === undefined ? {} : { temperature }),
    ...extra,
  };
}

function mapTool({ name, description, parameters }: ToolDefinition): ChatCompletionFunctionTool {
  return { type: "function", function: { name, description, parameters } };
}
