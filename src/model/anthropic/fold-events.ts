import { JsonObject, type Json } from "../../schema/common.js";
import { CutAnswer, UnreadableAnswer } from "../transport/transport-errors.js";
import { readEvent, type AnthropicEvent, type AnthropicUsage } from "./read-event.js";

/** A whole message. `rawInputs` holds, by block index, the inputs of tool calls that were not JSON objects. */
export interface AnthropicAnswer {
  readonly model: string | null;
  readonly content: readonly JsonObject[];
  readonly rawInputs: ReadonlyMap<number, string>;
  readonly stopReason: string | null;
  readonly usage: AnthropicUsage;
}

interface PartialAnswer {
  model: string | null;
  readonly blocks: JsonObject[];
  /** By block index, what came of a tool's input so far. */
  readonly inputs: Map<number, string>;
  stopReason: string | null;
  usage: AnthropicUsage;
  complete: boolean;
}

/** Puts a streamed message together. Throws `CutAnswer` where it ends too early, `UnreadableAnswer` where it is none. */
export async function foldEvents(events: AsyncIterable<unknown>): Promise<AnthropicAnswer> {
  const partial: PartialAnswer = {
    model: null,
    blocks: [],
    inputs: new Map(),
    stopReason: null,
    usage: {},
    complete: false,
  };
  for await (const event of events) {
    const known = readEvent(event);
    if (known !== null) addEvent(partial, known);
  }
  if (!partial.complete) throw new CutAnswer();
  return finish(partial);
}

function addEvent(partial: PartialAnswer, event: AnthropicEvent): void {
  switch (event.type) {
    case "message_start":
      partial.model = event.message.model ?? null;
      partial.usage = mergeUsage(partial.usage, event.message.usage);
      return;
    case "content_block_start":
      partial.blocks[event.index] = { ...event.content_block };
      return;
    case "content_block_delta":
      addDelta(partial, event.index, event.delta);
      return;
    case "message_delta":
      partial.stopReason = event.delta.stop_reason ?? partial.stopReason;
      partial.usage = mergeUsage(partial.usage, event.usage);
      return;
    case "message_stop":
      partial.complete = true;
  }
}

function addDelta(partial: PartialAnswer, index: number, delta: JsonObject): void {
  const block = partial.blocks[index];
  if (block === undefined) throw new UnreadableAnswer(`a delta for block ${index}, which was never started`);
  switch (text(delta["type"])) {
    case "text_delta":
      block["text"] = text(block["text"]) + text(delta["text"]);
      return;
    case "thinking_delta":
      block["thinking"] = text(block["thinking"]) + text(delta["thinking"]);
      return;
    case "signature_delta":
      block["signature"] = delta["signature"] ?? "";
      return;
    case "citations_delta":
      block["citations"] = [
        ...(Array.isArray(block["citations"]) ? block["citations"] : []),
        delta["citation"] ?? null,
      ];
      return;
    case "input_json_delta":
      partial.inputs.set(index, (partial.inputs.get(index) ?? "") + text(delta["partial_json"]));
  }
}

function finish({ model, blocks, inputs, stopReason, usage }: PartialAnswer): AnthropicAnswer {
  const rawInputs = new Map<number, string>();
  for (const [index, raw] of inputs) {
    const block = blocks[index];
    if (block === undefined || raw.trim() === "") continue;
    const input = parseObject(raw);
    // The name that the provider's documentation gives for returning a broken input.
    block["input"] = input ?? { INVALID_JSON: raw };
    if (input === null) rawInputs.set(index, raw);
  }
  return { model, content: blocks, rawInputs, stopReason, usage };
}

function mergeUsage(before: AnthropicUsage, after: AnthropicUsage | null | undefined): AnthropicUsage {
  const given = Object.entries(after ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}

function parseObject(raw: string): JsonObject | null {
  try {
    const parsed = JsonObject.safeParse(JSON.parse(raw));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
