import type { ModelErrorCode } from "../model.js";
import type { ProviderFailure } from "./read-failure.js";

export interface FailureClass {
  readonly code: ModelErrorCode;
  readonly retryable: boolean;
}

const spent = /insufficient_quota|billing_error|credit balance/i;
const tooLong =
  /context_length|context window|maximum context|prompt is too long|too many (?:input )?tokens|request_too_large/i;

/** Where a failure came without a status: as an event of a stream, or inside an answer. */
const byWord: Readonly<Record<string, FailureClass>> = {
  rate_limit_error: { code: "rate_limited", retryable: true },
  rate_limit_exceeded: { code: "rate_limited", retryable: true },
  overloaded_error: { code: "overloaded", retryable: true },
  api_error: { code: "overloaded", retryable: true },
  server_error: { code: "overloaded", retryable: true },
  timeout_error: { code: "timeout", retryable: true },
  authentication_error: { code: "unauthorized", retryable: false },
  permission_error: { code: "unauthorized", retryable: false },
  not_found_error: { code: "unknown_model", retryable: false },
  model_not_found: { code: "unknown_model", retryable: false },
};

/** Our code for a failure, and whether another try may succeed. */
export function mapFailure(failure: ProviderFailure): FailureClass {
  if (failure.kind === "timeout") return { code: "timeout", retryable: true };
  if (failure.kind === "connection") return { code: "connection", retryable: true };
  if (failure.kind === "unreadable") return { code: "bad_response", retryable: false };
  const text = `${failure.words.join(" ")} ${failure.message}`;
  if (spent.test(text)) return { code: "rate_limited", retryable: false };
  const known = failure.words.map((word) => byWord[word]).find((mapped) => mapped !== undefined);
  // A 404 that names no model is a wrong address.
  if (failure.status === 404 && !/model/i.test(text)) return { code: "bad_request", retryable: false };
  const mapped = failure.status === null ? (known ?? mapStatus(400)) : mapStatus(failure.status);
  if (mapped.code === "bad_request") {
    if (tooLong.test(text)) return { code: "context_length", retryable: false };
    if (known?.code === "unknown_model") return known;
  }
  return { ...mapped, retryable: readRetryHint(failure.headers) ?? mapped.retryable };
}

/** The provider's own word for a conversation that is too long: its code, or where that says nothing its message. */
export function nameOverflow({ words, message, status }: ProviderFailure): string {
  const word = words.find((candidate) => tooLong.test(candidate));
  if (word !== undefined) return word;
  return tooLong.test(message) ? message : (words[0] ?? String(status ?? "context_length"));
}

function mapStatus(status: number): FailureClass {
  if (status === 401 || status === 403) return { code: "unauthorized", retryable: false };
  if (status === 404) return { code: "unknown_model", retryable: false };
  if (status === 408) return { code: "timeout", retryable: true };
  if (status === 409) return { code: "overloaded", retryable: true };
  if (status === 413) return { code: "context_length", retryable: false };
  if (status === 429) return { code: "rate_limited", retryable: true };
  if (status >= 500) return { code: "overloaded", retryable: true };
  return { code: "bad_request", retryable: false };
}

/** Both providers may say themselves whether to try again. */
function readRetryHint(headers: Headers | null): boolean | null {
  const hint = headers?.get("x-should-retry");
  if (hint === "true") return true;
  return hint === "false" ? false : null;
}
