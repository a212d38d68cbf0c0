import type { AssistantMessage, Message, StopReason, ToolDefinition, Usage } from "../schema/conversation.js";
import type { Failure } from "../schema/event.js";
import type { PlannedTask } from "../schema/run.js";

export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tools: readonly ToolDefinition[];
  /** `auto`, or the name of the one tool that the answer should call. */
  readonly toolChoice: "auto" | { readonly tool: string };
  readonly maxOutputTokens: number;
}

export interface ModelResponse {
  readonly message: AssistantMessage;
  readonly stopReason: StopReason;
  readonly usage: Usage;
  /** The model's name as the provider gave it, or null. */
  readonly modelVersion: string | null;
}

export interface ModelCall {
  readonly signal: AbortSignal;
  /** Told of each failed try that will be repeated. */
  readonly onRetry: (retry: { attempt: number; waitMs: number; failure: Failure }) => void;
}

/**
 * One model in one trial. `respond` answers a conversation; a provider's refusal is an answer
 * (`stopReason.unified`), never an error. It rejects with a `ModelError` once retries are spent,
 * and with the signal's reason once it is aborted.
 */
export interface Model {
  respond(request: ModelRequest, call: ModelCall): Promise<ModelResponse>;
}

/** What a model may know of the trial it is opened for. Real providers use none of it. */
export interface TrialContext {
  readonly trial: string;
  readonly index: number;
  readonly planned: PlannedTask;
}

export interface ModelSource {
  open(context: TrialContext): Model;
}

/** A source whose models know nothing of any trial. */
export interface PlainSource {
  open(): Model;
}

export type ModelErrorCode =
  | "missing_key"
  | "unauthorized"
  | "unknown_model"
  | "bad_request"
  | "context_length"
  | "rate_limited"
  | "overloaded"
  | "timeout"
  | "connection"
  | "bad_response";

/** A provider failed for good. Neither the message nor `raw`, the provider's own word, holds a key or a header. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly code: ModelErrorCode;
  readonly raw: string | null;
  constructor(code: ModelErrorCode, message: string, raw: string | null = null) {
    super(message);
    this.code = code;
    this.raw = raw;
  }
}
