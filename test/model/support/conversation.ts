import type { Message, ToolDefinition } from "../../../src/schema/conversation.js";
import type { Failure } from "../../../src/schema/event.js";
import type { Model, ModelCall, ModelRequest, ModelSource, TrialContext } from "../../../src/model/model.js";

const readFileTool: ToolDefinition = {
  name: "read_file",
  description: "Read a file.",
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
};

const closeTicketTool: ToolDefinition = {
  name: "close_ticket",
  description: "Close the ticket.",
  parameters: { type: "object", properties: { status: { type: "string" } }, required: ["status"] },
};

export const question: Message = { role: "user", content: "Where is the honesty weight set?" };

/** The results of two calls, under the ids that the provider gave them. */
export function resultsFor(...ids: readonly [string, string]): Message {
  return {
    role: "tool",
    results: [
      { callId: ids[0], name: "read_file", output: "honesty: 0.4\n", isError: false },
      { callId: ids[1], name: "read_file", output: "no such file", isError: true },
    ],
  };
}

export function requestOf(messages: readonly Message[], more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    system: "You work in the tern-training repository.",
    messages,
    tools: [readFileTool, closeTicketTool],
    toolChoice: "auto",
    maxOutputTokens: 4096,
    ...more,
  };
}

/** A call that keeps what it was told of retries. */
export function recordCall(signal: AbortSignal = new AbortController().signal): {
  call: ModelCall;
  retries: { attempt: number; waitMs: number; failure: Failure }[];
} {
  const retries: { attempt: number; waitMs: number; failure: Failure }[] = [];
  return { call: { signal, onRetry: (retry) => retries.push(retry) }, retries };
}

/** Opens a model that knows nothing of its trial, as every provider must be able to. */
export function openModel(source: ModelSource): Model {
  return source.open({ trial: "t", index: 1 } as TrialContext);
}
