import type {
  FunctionTool,
  ResponseIncludable,
  ResponseInputItem,
  ToolChoiceFunction,
} from "openai/resources/responses/responses";
import type { Reasoning } from "openai/resources/shared";
import type { ToolDefinition } from "../../schema/conversation.js";
import type { ModelRequest } from "../model.js";
import type { ProviderOptions } from "../transport/provider-options.js";
import { mapInput } from "./map-input.js";
import { mapReasoningEffort } from "./map-reasoning.js";

/** The body of a Responses request. */
export interface ResponsesBody {
  model: string;
  input: ResponseInputItem[];
  instructions?: string;
  tools?: FunctionTool[];
  tool_choice?: ToolChoiceFunction;
  max_output_tokens: number;
  reasoning?: Reasoning;
  temperature?: number;
  include?: ResponseIncludable[];
  store: false;
  stream: boolean;
}

/** The body of a request; `withReasoning` asks for encrypted reasoning, which models that do not reason reject. */
export function mapRequest(
  request: ModelRequest,
  options: ProviderOptions,
  withReasoning: boolean,
): ResponsesBody {
  const { temperature, extra = {} } = options;
  const effort = mapReasoningEffort(options.reasoning, `openai/${options.model}`);
  const forced = request.toolChoice === "auto" || request.tools.length === 0 ? null : request.toolChoice.tool;
  return {
    model: options.model,
    ...(request.system === "" ? {} : { instructions: request.system }),
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map(mapTool) }),
    ...(forced === null ? {} : { tool_choice: { type: "function", name: forced } }),
    input: mapInput(request.messages),
    max_output_tokens: options.maxOutputTokens ?? request.maxOutputTokens,
    ...(effort === null ? {} : { reasoning: effort === "none" ? { effort } : { effort, summary: "auto" } }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(withReasoning ? { include: ["reasoning.encrypted_content"] } : {}),
    store: false,
    stream: true,
    ...extra,
  };
}

function mapTool({ name, description, parameters }: ToolDefinition): FunctionTool {
  return { type: "function", name, description, parameters, strict: false };
}
