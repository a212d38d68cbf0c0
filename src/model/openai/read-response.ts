import { z } from "zod";
import { JsonObject } from "../../schema/common.js";
import { ReportedFailure, UnreadableAnswer } from "../transport/transport-errors.js";
import { TokenCount } from "../transport/token-count.js";

const ResponsesUsage = z.looseObject({
  input_tokens: TokenCount,
  output_tokens: TokenCount,
  input_tokens_details: z
    .looseObject({ cached_tokens: TokenCount, cache_write_tokens: TokenCount })
    .nullish(),
  output_tokens_details: z.looseObject({ reasoning_tokens: TokenCount }).nullish(),
});
export type ResponsesUsage = z.infer<typeof ResponsesUsage>;

const ResponsesAnswer = z.looseObject({
  model: z.string().nullish(),
  status: z.string().nullish(),
  output: z.array(JsonObject),
  incomplete_details: z.looseObject({ reason: z.string().nullish() }).nullish(),
  usage: ResponsesUsage.nullish(),
});

/** A whole response; `output` holds the API's own items. */
export type ResponsesAnswer = z.infer<typeof ResponsesAnswer>;

/** Checks a response. Throws `ReportedFailure` for a failed one, `UnreadableAnswer` for what is none. */
export function readResponse(body: unknown): ResponsesAnswer {
  const failed = z
    .looseObject({ status: z.literal("failed"), error: z.unknown().optional() })
    .safeParse(body);
  if (failed.success) throw new ReportedFailure(null, failed.data.error);
  const parsed = ResponsesAnswer.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new UnreadableAnswer(
    `the answer is not a response of the Responses API: ${z.prettifyError(parsed.error)}`,
  );
}
