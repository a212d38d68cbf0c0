import { z } from "zod";
import { JsonObject, JsonValue } from "../../schema/common.js";
import { shortenText } from "../transport/shorten-text.js";
import { TokenCount } from "../transport/token-count.js";
import { ReportedFailure, UnreadableAnswer } from "../transport/transport-errors.js";

const ChatToolCall = z.looseObject({
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string(), arguments: z.union([z.string(), JsonObject]).nullish() }),
});
/** A tool call as servers send it: some leave out the id, some send the arguments as an object. */
export type ChatToolCall = z.infer<typeof ChatToolCall>;

const ChatMessage = z.looseObject({
  content: z.union([z.string(), z.array(JsonObject)]).nullish(),
  refusal: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish().catch(null),
  reasoning_details: JsonValue.optional(),
  tool_calls: z.array(ChatToolCall).nullish(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

const ChatUsage = z.looseObject({
  prompt_tokens: TokenCount,
  completion_tokens: TokenCount,
  total_tokens: TokenCount,
  prompt_tokens_details: z
    .looseObject({ cached_tokens: TokenCount, cache_write_tokens: TokenCount })
    .nullish(),
  completion_tokens_details: z.looseObject({ reasoning_tokens: TokenCount }).nullish(),
});
export type ChatUsage = z.infer<typeof ChatUsage>;

const ChatCompletion = z.looseObject({
  model: z.string().nullish(),
  choices: z.tuple(
    [z.looseObject({ message: ChatMessage, finish_reason: z.string().nullish() })],
    z.unknown(),
  ),
  usage: ChatUsage.nullish().catch(null),
});
export type ChatCompletion = z.infer<typeof ChatCompletion>;

const ReportedInside = z.looseObject({
  error: z.union([z.string(), z.looseObject({ code: z.unknown().optional() })]),
});

/**
 * Checks an answer; unknown fields are left alone. Throws `ReportedFailure` where a server reports a failure with
 * status 200, `UnreadableAnswer` where the answer is no chat completion.
 */
export function readCompletion(body: unknown): ChatCompletion {
  const parsed = ChatCompletion.safeParse(body);
  if (parsed.success) return parsed.data;
  const inside = ReportedInside.safeParse(body);
  if (inside.success) throw reportedInside(inside.data.error);
  if (typeof body === "string") throw new UnreadableAnswer(`${notOne}, but ${shortenText(body)}`);
  const empty = z.looseObject({ choices: z.tuple([]) }).safeParse(body).success;
  throw new UnreadableAnswer(`${notOne}: ${empty ? "choices is empty" : z.prettifyError(parsed.error)}`);
}

const notOne = "the answer is not a chat completion";

/** Gateways pass on the status of the server behind them as the error's code. */
function reportedInside(error: string | { readonly code?: unknown }): ReportedFailure {
  const code = typeof error === "string" ? null : error.code;
  const status = typeof code === "number" && code >= 400 && code < 600 ? code : null;
  return new ReportedFailure(status, error);
}
