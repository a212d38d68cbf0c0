import { ModelError, type ModelRequest, type ModelResponse } from "../model/model.js";
import type { Message, ToolDefinition, ToolResult } from "../schema/conversation.js";
import type { Branch } from "../schema/event.js";
import type { Followup } from "../schema/labels.js";
import { noUsage } from "../schema/usage.js";
import { Meter } from "./meter.js";
import type { Trial } from "./trial.js";

/** A longer timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** A signal that ends with the trial or with its time, whichever is first. `stop` releases its timer. */
interface Clock {
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** The main line of a trial's conversation, its counters, and the one way to ask the model. */
export class Conversation {
  readonly trial: Trial;
  readonly meter: Meter;
  /** How often the present answer to a question has gone back because it could not be used. */
  returns = 0;
  readonly #messages: Message[] = [];

  constructor(trial: Trial) {
    this.trial = trial;
    this.meter = new Meter(trial);
  }

  begin(): void {
    this.trial.record({ type: "system", text: this.trial.system });
    this.say(this.trial.request, null);
  }

  /** Adds a message of the requester to the main line. */
  say(text: string, followup: Followup | null): void {
    this.trial.record({ type: "user", branch: "main", followup, text });
    this.#messages.push({ role: "user", content: text });
  }

  addResults(results: readonly ToolResult[]): void {
    this.#messages.push({ role: "tool", results: [...results] });
  }

  /** The main line as it stands; a fork adds to a copy. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  /**
   * Asks the model on a branch and records the answer; on the main branch the answer joins the line.
   * Rejects as `Model.respond` does, but for a conversation that has outgrown the model: that is an empty answer.
   */
  async ask(
    branch: Branch,
    tools: readonly ToolDefinition[],
    toolChoice: ModelRequest["toolChoice"],
    signal: AbortSignal,
    messages: readonly Message[] = this.#messages,
  ): Promise<ModelResponse> {
    const { trial, meter } = this;
    const { system, maxOutputTokens } = trial;
    const startedAt = trial.now();
    const response = await trial.model
      .respond(
        { system, messages, tools, toolChoice, maxOutputTokens },
        { signal, onRetry: (retry) => trial.record({ type: "retry", ...retry }) },
      )
      .catch((error: unknown) => answerOverflow(error, messages));
    signal.throwIfAborted();
    const { message, stopReason, usage, modelVersion } = response;
    const cost = meter.add(usage);
    const turn = Math.max(1, meter.turns);
    const durationMs = trial.now() - startedAt;
    trial.record({
      type: "assistant",
      branch,
      turn,
      message,
      stopReason,
      usage,
      cost,
      durationMs,
      modelVersion,
    });
    if (branch === "main") this.#messages.push(message);
    return response;
  }

  limitTime(): Clock {
    const { signal } = this.trial;
    const timer = new AbortController();
    const onAbort = (): void => timer.abort(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    const timeout = setTimeout(
      () => timer.abort(new Error("the trial's time is up")),
      Math.min(this.meter.remainingMs, longestTimerMs),
    );
    return {
      signal: timer.signal,
      stop: () => {
        clearTimeout(timeout);
        signal.removeEventListener("abort", onAbort);
      },
    };
  }
}

/**
 * Some providers answer a conversation that no longer fits with an error, some with a stop reason: here both are a stop
 * reason. One that never fitted says nothing of how the model works, and stays an error.
 */
function answerOverflow(error: unknown, messages: readonly Message[]): ModelResponse {
  const isOverflow = error instanceof ModelError && error.code === "context_length";
  if (!isOverflow || !messages.some(({ role }) => role === "assistant")) throw error;
  return {
    message: { role: "assistant", content: [] },
    stopReason: { unified: "context_length", raw: error.raw },
    usage: noUsage,
    modelVersion: null,
  };
}
