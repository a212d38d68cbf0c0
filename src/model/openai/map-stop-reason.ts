import type { StopReason } from "../../schema/conversation.js";

/** How a response ended, in the API's words. */
export interface ResponseEnd {
  readonly status: string | null;
  /** Why it is incomplete, or null. */
  readonly incomplete: string | null;
  readonly refused: boolean;
  readonly callsTools: boolean;
}

/** The API has no single stop reason: the raw word is the reason of an incomplete response, `refusal`, or the status. */
export function mapStopReason({ status, incomplete, refused, callsTools }: ResponseEnd): StopReason {
  if (incomplete === "content_filter") return { unified: "content_filter", raw: incomplete };
  if (refused) return { unified: "refusal", raw: "refusal" };
  if (incomplete === "max_output_tokens") return { unified: "length", raw: incomplete };
  if (incomplete !== null || status !== "completed") return { unified: "other", raw: incomplete ?? status };
  return { unified: callsTools ? "tool_calls" : "stop", raw: status };
}
