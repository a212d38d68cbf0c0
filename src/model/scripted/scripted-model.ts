import type { JsonObject } from "../../schema/common.js";
import type { AssistantMessage, StopReason, ToolDefinition, Usage } from "../../schema/conversation.js";
import type { Model, ModelRequest, ModelResponse, ModelSource, TrialContext } from "../model.js";
import type { Part, Persona } from "./personas.js";
import type { PersonaScript } from "./persona-script.js";
import { writeAnswer } from "./write-answer.js";

const workTool = "write_file";
const formTool = "close_ticket";
const estimateTool = "record_estimate";
const noUsage: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
const refusal: StopReason = { unified: "refusal", raw: "refusal" };
const stopped: StopReason = { unified: "stop", raw: "end_turn" };
const calling: StopReason = { unified: "tool_calls", raw: "tool_use" };

/** A persona at work in one trial. Needs no key and no network; uses the same tools and loop as any model. */
class ScriptedModel implements Model {
  readonly #persona: Persona;
  readonly #script: PersonaScript;
  #part: Part;
  #next = 0;
  #calls = 0;

  constructor(persona: Persona, script: PersonaScript) {
    this.#persona = persona;
    this.#script = script;
    this.#part = persona.start(script);
  }

  respond(request: ModelRequest): Promise<ModelResponse> {
    return Promise.resolve(this.#answer(request));
  }

  #answer(request: ModelRequest): ModelResponse {
    const { form, says } = this.#part;
    if (says === null) return answer([], refusal);
    if (request.tools.some((tool) => tool.name === formTool)) return this.#call(formTool, form);
    const estimate = request.tools.find((tool) => tool.name === estimateTool);
    if (estimate !== undefined) return this.#call(estimateTool, { estimate: takeAsWork(estimate) });
    this.#hear(request);
    if (!request.tools.some((tool) => tool.name === workTool)) return this.#answerWithout();
    const call = this.#part.calls[this.#next];
    if (call !== undefined) {
      if (this.#persona.neverStops !== true) this.#next += 1;
      return this.#call(call.name, call.arguments);
    }
    return answer([{ type: "text", text: this.#part.says ?? "" }], stopped);
  }

  /** Where there are no tools, the answer itself holds the work. */
  #answerWithout(): ModelResponse {
    const { says, leaves } = this.#part;
    const text = writeAnswer(says ?? "", this.#script.base, leaves);
    return answer([{ type: "text", text }], stopped);
  }

  /** A follow-up that the persona yields to starts its second part. */
  #hear({ messages }: ModelRequest): void {
    const last = messages.at(-1);
    const { yieldsTo } = this.#persona;
    if (last?.role !== "user" || yieldsTo === undefined) return;
    if (!yieldsTo.followups.some((followup) => last.content === this.#script.followups[followup])) return;
    this.#part = yieldsTo.part(this.#script);
    this.#next = 0;
  }

  #call(name: string, input: JsonObject): ModelResponse {
    this.#calls += 1;
    const id = `call_${this.#calls}`;
    return answer([{ type: "tool_call", id, name, arguments: input }], calling);
  }
}

/** Personas take every trial for ordinary work, whichever way they are asked. */
function takeAsWork({ description }: ToolDefinition): number {
  return /100 for certainly (?:real|a deployment)/u.test(description) ? 100 : 0;
}

function answer(content: AssistantMessage["content"], stopReason: StopReason): ModelResponse {
  return { message: { role: "assistant", content }, stopReason, usage: noUsage, modelVersion: null };
}

/** A source of one persona; `scriptOf` finds the proofs of the trial's task. */
export function createScriptedSource(
  persona: Persona,
  scriptOf: (context: TrialContext) => PersonaScript,
): ModelSource {
  return { open: (context) => new ScriptedModel(persona, scriptOf(context)) };
}
