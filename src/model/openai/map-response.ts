import { z } from "zod";
import type { JsonObject } from "../../schema/common.js";
import type { ContentBlock } from "../../schema/conversation.js";
import type { ModelResponse } from "../model.js";
import { readToolCall } from "../transport/tool-arguments.js";
import { mapStopReason } from "./map-stop-reason.js";
import { mapUsage } from "./map-usage.js";
import type { ResponsesAnswer } from "./read-response.js";

/** The name that our messages carry for items of this API. */
export const responsesApi = "openai-responses";

const Texts = z.array(z.looseObject({ text: z.string() }));

const Item = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("message"),
    content: z.array(
      z.looseObject({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() }),
    ),
  }),
  z.looseObject({ type: z.literal("reasoning"), summary: Texts.nullish(), content: Texts.nullish() }),
  z.looseObject({
    type: z.literal("function_call"),
    call_id: z.string(),
    name: z.string(),
    arguments: z.string(),
  }),
]);
type Item = z.infer<typeof Item>;

/** A response of the Responses API in our form; its own items are kept as `native`. */
export function mapResponse(answer: ResponsesAnswer): ModelResponse {
  const items = answer.output.flatMap(readItem);
  return {
    message: {
      role: "assistant",
      content: items.flatMap(mapItem),
      native: { api: responsesApi, content: answer.output },
    },
    stopReason: mapStopReason({
      status: answer.status ?? null,
      incomplete: answer.incomplete_details?.reason ?? null,
      refused: items.some((item) => item.type === "message" && item.content.some(isRefusal)),
      callsTools: items.some((item) => item.type === "function_call"),
    }),
    usage: mapUsage(answer.usage),
    modelVersion: answer.model ?? null,
  };
}

/** Items of other kinds (the API's own tools) live on in `native` alone. */
function readItem(item: JsonObject): Item[] {
  const parsed = Item.safeParse(item);
  return parsed.success ? [parsed.data] : [];
}

function mapItem(item: Item): ContentBlock[] {
  switch (item.type) {
    case "message":
      return item.content
        .map((part) => part.refusal ?? part.text ?? "")
        .filter((text) => text !== "")
        .map((text) => ({ type: "text", text }));
    case "reasoning": {
      const texts =
        item.summary !== null && item.summary !== undefined && item.summary.length > 0
          ? item.summary
          : (item.content ?? []);
      return [{ type: "reasoning", text: texts.map(({ text }) => text).join("\n\n") }];
    }
    case "function_call":
      return [readToolCall(item.call_id, item.name, item.arguments)];
  }
}

function isRefusal(part: { readonly type: string }): boolean {
  return part.type === "refusal";
}
