import { z } from "zod";
import { CutAnswer, ReportedFailure } from "../transport/transport-errors.js";
import { readResponse, type ResponsesAnswer } from "./read-response.js";

const FinalEvent = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("response.completed"), response: z.unknown().optional() }),
  z.looseObject({ type: z.literal("response.incomplete"), response: z.unknown().optional() }),
  z.looseObject({ type: z.literal("response.failed"), response: z.unknown().optional() }),
  z.looseObject({ type: z.literal("error"), code: z.string().nullish(), message: z.string().nullish() }),
]);

/** The response that a stream's last event holds. Throws `CutAnswer` where there is none, or as `readResponse` does. */
export async function readStream(events: AsyncIterable<unknown>): Promise<ResponsesAnswer> {
  for await (const event of events) {
    const final = FinalEvent.safeParse(event);
    if (!final.success) continue;
    if (final.data.type === "error") throw new ReportedFailure(null, { ...final.data, type: undefined });
    return readResponse(final.data.response);
  }
  throw new CutAnswer();
}
