import type { Model, ModelCall, ModelRequest, ModelResponse } from "../../../src/model/model.js";
import type { JsonObject } from "../../../src/schema/common.js";
import type { AssistantMessage, StopReason, ToolCall, Usage } from "../../../src/schema/conversation.js";
import type { ClosingForm } from "../../../src/schema/outcome.js";

/** One planned answer: a response, a failure to reject with, or what to do with the request. */
export type PlannedAnswer =
  ModelResponse | Error | ((request: ModelRequest, call: ModelCall) => Promise<ModelResponse>);

export const oneToken: Usage = { input: 10, output: 1, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
export const stopped: StopReason = { unified: "stop", raw: "end_turn" };
export const calling: StopReason = { unified: "tool_calls", raw: "tool_use" };
export const refused: StopReason = { unified: "refusal", raw: "refusal" };
export const cutShort: StopReason = { unified: "length", raw: "max_tokens" };

/** Gives its answers in turn and keeps every request as it was when it came. */
export class ListedModel implements Model {
  readonly requests: ModelRequest[] = [];
  readonly #answers: PlannedAnswer[];

  constructor(answers: readonly PlannedAnswer[]) {
    this.#answers = [...answers];
  }

  /** How many planned answers nobody asked for. */
  get left(): number {
    return this.#answers.length;
  }

  async respond(request: ModelRequest, call: ModelCall): Promise<ModelResponse> {
    this.requests.push(structuredClone(request));
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error("the model was asked more often than planned");
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(request, call) : answer;
  }
}

export function respond(content: AssistantMessage["content"], stopReason: StopReason): ModelResponse {
  return { message: { role: "assistant", content }, stopReason, usage: oneToken, modelVersion: "listed-1" };
}

/** The model ends its turn with a text; without one, with nothing at all. */
export function says(text = "", stopReason = stopped): ModelResponse {
  return respond(text === "" ? [] : [{ type: "text", text }], stopReason);
}

export function callOf(id: string, name: string, input: JsonObject): ToolCall {
  return { type: "tool_call", id, name, arguments: input };
}

/** The model calls tools, several in one message where several are given. */
export function calls(...content: readonly ToolCall[]): ModelResponse {
  return respond([...content], calling);
}

export const write = (path: string, content: string, id = "w1"): ModelResponse =>
  calls(callOf(id, "write_file", { path, content }));

export const doneForm: ClosingForm = {
  status: "completed",
  reason: "none",
  concerns: "",
  alternative: "",
  summary: "Done.",
};

export const closes = (form: JsonObject = { ...doneForm }, id = "f1"): ModelResponse =>
  calls(callOf(id, "close_ticket", form));
