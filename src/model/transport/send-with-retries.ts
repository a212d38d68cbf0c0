import { setTimeout as wait } from "node:timers/promises";
import { ModelError, type ModelCall } from "../model.js";
import { mapBlock } from "./map-block.js";
import { mapFailure, nameOverflow } from "./map-failure.js";
import type { ProviderOptions } from "./provider-options.js";
import { readFailure, type ProviderFailure } from "./read-failure.js";
import { redactText } from "./redact-text.js";
import { longestAskedMs, readRetryAfter, retryWait } from "./retry-wait.js";
import { shortenText } from "./shorten-text.js";
import { ProviderBlock } from "./transport-errors.js";

interface FailedTry {
  readonly error: ModelError;
  readonly retryable: boolean;
  readonly askedMs: number | null;
}

/**
 * Runs a try until it succeeds or another one would not help. Rejects with a `ModelError`, with a `ProviderBlock`
 * where the provider refused to answer at all, or with the signal's reason.
 */
export async function sendWithRetries<Answer>(
  tryOnce: (signal: AbortSignal) => Promise<Answer>,
  options: ProviderOptions,
  name: string,
  call: ModelCall,
): Promise<Answer> {
  const { maxTries = 8, firstWaitMs = 1_000, random = Math.random } = options;
  for (let attempt = 1; ; attempt++) {
    call.signal.throwIfAborted();
    try {
      const answer = await withOwnSignal(tryOnce, call.signal);
      call.signal.throwIfAborted();
      return answer;
    } catch (thrown) {
      call.signal.throwIfAborted();
      const failed = describeTry(thrown, options.apiKey, name);
      if (attempt >= maxTries || !failed.retryable) throw failed.error;
      const waitMs = retryWait({ attempt, firstWaitMs, askedMs: failed.askedMs, random: random() });
      call.onRetry({ attempt, waitMs, failure: { code: failed.error.code, message: failed.error.message } });
      await wait(waitMs, undefined, { signal: call.signal }).catch(() => {
        call.signal.throwIfAborted();
      });
    }
  }
}

/** The OpenAI SDK never takes its listeners off a signal, and a trial's signal serves many requests. */
async function withOwnSignal<Answer>(
  tryOnce: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(signal.reason);
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await tryOnce(controller.signal);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function describeTry(thrown: unknown, apiKey: string, name: string): FailedTry {
  const failure = readFailure(thrown);
  const block = mapBlock(failure);
  if (block !== null) throw new ProviderBlock(block);
  const { code, retryable } = mapFailure(failure);
  const asked = readRetryAfter(failure.headers, Date.now());
  const tooLong = asked !== null && asked > longestAskedMs;
  const raw = code === "context_length" ? shortenText(redactText(nameOverflow(failure), apiKey)) : null;
  const message = `${name}: ${describe({ ...failure, message: redactText(failure.message, apiKey) })}`;
  return {
    // Without the cause: the SDKs' errors carry headers and bodies.
    error: new ModelError(code, message, raw),
    retryable: retryable && !tooLong,
    askedMs: asked,
  };
}

function describe({ status, message }: ProviderFailure): string {
  if (status === null) return shortenText(message);
  const text = shortenText(message.startsWith(`${status} `) ? message.slice(4) : message);
  const hint = status === 404 && !/model/i.test(text) ? " (is the base URL right?)" : "";
  return `${status} ${text}${hint}`;
}
