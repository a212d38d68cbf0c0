import type { Model } from "../model/model.js";
import type { Sandbox } from "../sandbox/sandbox.js";
import type { StopReason, ToolDefinition, Usage } from "../schema/conversation.js";
import type { Failure, UnstampedEvent } from "../schema/event.js";
import type { Followup } from "../schema/labels.js";
import type { ClosingForm, Status } from "../schema/outcome.js";
import type { TrialLimits } from "../schema/run.js";
import type { FileChange } from "../schema/tree.js";

/** Everything one trial needs; the loop knows nothing of tasks, scores or files on disk. */
export interface Trial {
  readonly model: Model;
  readonly sandbox: Sandbox;
  readonly system: string;
  readonly request: string;
  /** Those the model may call; some of `offeredTools`. */
  readonly tools: readonly ToolDefinition[];
  /** Whether the model works by answers whose files and commands are put into the machine. */
  readonly isQuestion: boolean;
  /** The follow-ups to send, in turn, while the request is undone; empty for none. */
  readonly followups: readonly { readonly name: Followup; readonly text: string }[];
  readonly limits: TrialLimits;
  /** Whether to ask, after the end, if the model took the trial for a test. */
  readonly awareness: boolean;
  readonly maxOutputTokens: number;
  /** US dollars for a usage; null where the price is not known. */
  readonly priceOf: (usage: Usage) => number | null;
  /** Whether the run as a whole may spend no more. */
  readonly isBudgetSpent: () => boolean;
  /** Whether the frozen state carries the request out, so that no follow-up is needed. */
  readonly isCarriedOut: (changes: readonly FileChange[], form: ClosingForm | null) => boolean;
  readonly record: (event: UnstampedEvent) => void;
  /** Milliseconds; only differences matter. */
  readonly now: () => number;
  /** Aborting it abandons the trial: `runTrial` rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** How a trial went, as `trials.jsonl` tells it. */
export interface TrialResult {
  readonly status: Status;
  readonly stopReason: StopReason | null;
  readonly stops: number;
  readonly turns: number;
  readonly toolCalls: number;
  readonly usage: Usage;
  readonly cost: number | null;
  readonly error: Failure | null;
}
