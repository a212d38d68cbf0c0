import { z } from "zod";
import { JsonObject } from "../../schema/common.js";
import { UnreadableAnswer } from "../transport/transport-errors.js";

const Count = z.number().nullish();

/** The provider's counts; a later event holds the new totals of the fields that it has. */
export const AnthropicUsage = z.looseObject({
  input_tokens: Count,
  output_tokens: Count,
  cache_read_input_tokens: Count,
  cache_creation_input_tokens: Count,
  output_tokens_details: z.looseObject({ thinking_tokens: Count }).nullish(),
});
export type AnthropicUsage = z.infer<typeof AnthropicUsage>;

const KnownEvent = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("message_start"),
    message: z.looseObject({ model: z.string().nullish(), usage: AnthropicUsage.nullish() }),
  }),
  z.looseObject({ type: z.literal("content_block_start"), index: z.int(), content_block: JsonObject }),
  z.looseObject({ type: z.literal("content_block_delta"), index: z.int(), delta: JsonObject }),
  z.looseObject({
    type: z.literal("message_delta"),
    delta: z.looseObject({ stop_reason: z.string().nullish() }),
    usage: AnthropicUsage.nullish(),
  }),
  z.looseObject({ type: z.literal("message_stop") }),
]);

const known: ReadonlySet<string> = new Set(KnownEvent.options.map((option) => option.shape.type.value));

/** One event of a streamed message. */
export type AnthropicEvent = z.infer<typeof KnownEvent>;

/** The event, or null for one of a kind that holds no part of the message. Throws `UnreadableAnswer`. */
export function readEvent(event: unknown): AnthropicEvent | null {
  const parsed = KnownEvent.safeParse(event);
  if (parsed.success) return parsed.data;
  const kind = z.looseObject({ type: z.string() }).safeParse(event);
  if (kind.success && !known.has(kind.data.type)) return null;
  throw new UnreadableAnswer(`unreadable event: ${z.prettifyError(parsed.error)}`);
}
