import {
  APIConnectionTimeoutError as AnthropicTimeout,
  APIError as AnthropicFailure,
} from "@anthropic-ai/sdk/error";
import { APIConnectionTimeoutError as OpenAiTimeout, APIError as OpenAiFailure } from "openai/error";
import { z } from "zod";
import { CutAnswer, ReportedFailure, SilentServer, UnreadableAnswer } from "./transport-errors.js";

/** What is known of a failed try, whichever SDK it came through. */
export interface ProviderFailure {
  readonly kind: "reported" | "timeout" | "connection" | "unreadable";
  readonly status: number | null;
  /** The provider's words for it, such as `rate_limit_error`: its code, its type, or both. */
  readonly words: readonly string[];
  readonly message: string;
  readonly headers: Headers | null;
}

const Word = z.union([z.string(), z.number()]).nullish().catch(null);

const ReportedError = z.looseObject({
  message: z.string().optional().catch(undefined),
  detail: z.unknown().optional(),
  code: Word,
  type: Word,
});

/** Describes anything that a try may throw. */
export function readFailure(error: unknown): ProviderFailure {
  if (error instanceof ReportedFailure) return readReported(error.status, error.body, "", null);
  if (error instanceof AnthropicTimeout || error instanceof OpenAiTimeout || error instanceof SilentServer) {
    return plain("timeout", "the server did not answer in time");
  }
  if (error instanceof AnthropicFailure || error instanceof OpenAiFailure) {
    const headers = error.headers instanceof Headers ? error.headers : null;
    const status = typeof error.status === "number" ? error.status : null;
    if (status !== null || error.error !== undefined)
      return readReported(status, error.error, error.message, headers);
    return plain("connection", describeCause(error));
  }
  if (error instanceof UnreadableAnswer) return plain("unreadable", error.message);
  // JSON that ends too early, in a body or in an event, is an answer that was cut.
  if (error instanceof CutAnswer || error instanceof SyntaxError)
    return plain("connection", "the answer was cut off");
  return plain("connection", describeCause(error));
}

function plain(kind: ProviderFailure["kind"], message: string): ProviderFailure {
  return { kind, status: null, words: [], message, headers: null };
}

function readReported(
  status: number | null,
  body: unknown,
  fallback: string,
  headers: Headers | null,
): ProviderFailure {
  const outer = z.looseObject({ error: z.unknown().optional() }).safeParse(body);
  const inner = outer.success && outer.data.error !== undefined ? outer.data.error : body;
  if (typeof inner === "string") return { kind: "reported", status, words: [], message: inner, headers };
  const reported = ReportedError.safeParse(inner);
  if (!reported.success) return { kind: "reported", status, words: [], message: fallback, headers };
  const { message, detail, code, type } = reported.data;
  const words = [code, type].filter((word) => word !== null && word !== undefined).map(String);
  const text =
    message ??
    (typeof detail === "string" ? detail : detail === undefined ? fallback : JSON.stringify(detail));
  return { kind: "reported", status, words, message: text, headers };
}

/** The innermost cause says most: the SDKs wrap `fetch failed` around the socket's own words. */
function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : describeCause(error.cause);
}
