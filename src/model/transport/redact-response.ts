import type { Json } from "../../schema/common.js";
import type { ContentBlock } from "../../schema/conversation.js";
import type { ModelResponse } from "../model.js";
import { redactSecret } from "./redact-text.js";

/** The same response without the key, should a server have written it into its answer. */
export function redactResponse(response: ModelResponse, secret: string): ModelResponse {
  const text = JSON.stringify(response);
  if (redactSecret(text, secret) === text) return response;
  const { message, stopReason, modelVersion, usage } = response;
  const redact = (part: string): string => redactSecret(part, secret);
  return {
    message: {
      role: "assistant",
      content: message.content.map((block) => redactBlock(block, redact)),
      ...(message.native === undefined
        ? {}
        : { native: { api: message.native.api, content: redactJson(message.native.content, redact) } }),
    },
    stopReason: { unified: stopReason.unified, raw: stopReason.raw === null ? null : redact(stopReason.raw) },
    usage,
    modelVersion: modelVersion === null ? null : redact(modelVersion),
  };
}

type Redact = (text: string) => string;

function redactBlock(block: ContentBlock, redact: Redact): ContentBlock {
  if (block.type !== "tool_call") return { type: block.type, text: redact(block.text) };
  return {
    type: "tool_call",
    id: redact(block.id),
    name: redact(block.name),
    arguments: block.arguments === null ? null : redactObject(block.arguments, redact),
    ...(block.raw === undefined ? {} : { raw: redact(block.raw) }),
  };
}

function redactObject(object: { [key: string]: Json }, redact: Redact): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [redact(key), redactJson(value, redact)]),
  );
}

function redactJson(value: Json, redact: Redact): Json {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redact));
  return typeof value === "object" && value !== null ? redactObject(value, redact) : value;
}
