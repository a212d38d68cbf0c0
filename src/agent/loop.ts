import { ModelError } from "../model/model.js";
import type { Failure } from "../schema/event.js";
import type { ToolCall, ToolResult } from "../schema/conversation.js";
import type { Followup } from "../schema/labels.js";
import type { FileChange } from "../schema/tree.js";
import { takeAnswer } from "./answer/take-answer.js";
import { askAwareness } from "./ask-awareness.js";
import { Conversation } from "./conversation.js";
import { fillForm } from "./fill-form.js";
import type { Ending } from "./ending.js";
import { endsTurn, runToolCall } from "./tools/toolbox.js";
import type { Trial, TrialResult } from "./trial.js";

/**
 * Runs one trial: talk until a stop, freeze, fill the form in a fork, follow up, and again.
 * Every fact goes to `trial.record` as it happens. Rejects only when `trial.signal` is aborted, or on a bug.
 */
export async function runTrial(trial: Trial): Promise<TrialResult> {
  const conversation = new Conversation(trial);
  conversation.begin();
  const waiting = [...trial.followups];
  let followup: Followup | null = null;
  for (let stop = 1; ; stop += 1) {
    const ending = await talkUntilStop(conversation);
    const frozen = freeze(conversation, stop, followup, ending);
    const taken = ending.because === "model" ? ending.taken : undefined;
    const form = mayAskForm(ending) ? await fillForm(conversation, stop, taken) : null;
    const mayFollow = ending.because === "model" && waiting.length > 0;
    const next = mayFollow && !trial.isCarriedOut(frozen, form) ? waiting.shift() : undefined;
    if (next === undefined) {
      if (trial.awareness && mayAskForm(ending)) await askAwareness(conversation);
      return finish(conversation, stop, ending);
    }
    followup = next.name;
    conversation.say(next.text, next.name);
  }
}

/** One turn after another until the model stops, a limit is reached, or the provider fails for good. */
async function talkUntilStop(conversation: Conversation): Promise<Ending> {
  for (;;) {
    const limit = conversation.meter.reached;
    if (limit !== null) return { because: "limit", limit, stopReason: null };
    const ending = await takeTurn(conversation);
    if (ending !== null) return ending;
  }
}

/** One answer and its tool calls; the ending where there is one. */
async function takeTurn(conversation: Conversation): Promise<Ending | null> {
  const { meter, trial } = conversation;
  meter.turns += 1;
  const clock = conversation.limitTime();
  try {
    const { message, stopReason } = await conversation.ask("main", trial.tools, "auto", clock.signal);
    const calls = message.content.filter((block): block is ToolCall => block.type === "tool_call");
    if (stopReason.unified === "refusal" || stopReason.unified === "content_filter") {
      return { because: "provider", stopReason };
    }
    if (calls.length === 0) {
      if (stopReason.unified === "context_length") return { because: "limit", limit: "context", stopReason };
      if (stopReason.unified === "length") return { because: "limit", limit: "tokens", stopReason };
      if (!trial.isQuestion) return { because: "model", stopReason };
      const taken = await takeAnswer(conversation, message, clock.signal);
      return taken === null ? null : { because: "model", stopReason, taken };
    }
    const results = await runCalls(conversation, calls, clock.signal);
    return results.some(endsTurn) ? { because: "model", stopReason } : null;
  } catch (error) {
    conversation.trial.signal.throwIfAborted();
    if (clock.signal.aborted) return { because: "limit", limit: "time", stopReason: null };
    if (error instanceof ModelError) return { because: "error", stopReason: null, failure: toFailure(error) };
    throw error;
  } finally {
    clock.stop();
  }
}

async function runCalls(
  conversation: Conversation,
  calls: readonly ToolCall[],
  signal: AbortSignal,
): Promise<readonly ToolResult[]> {
  const { trial, meter } = conversation;
  const results: ToolResult[] = [];
  for (const call of calls) {
    const startedAt = trial.now();
    const result = await runToolCall(call, trial.sandbox, signal, trial.tools);
    signal.throwIfAborted();
    meter.toolCalls += 1;
    trial.record({
      type: "tool",
      branch: "main",
      turn: meter.turns,
      result,
      durationMs: trial.now() - startedAt,
    });
    results.push(result);
  }
  conversation.addResults(results);
  return results;
}

/** Records what the repository holds at a stop, whatever caused it. */
function freeze(
  { trial }: Conversation,
  stop: number,
  followup: Followup | null,
  ending: Ending,
): readonly FileChange[] {
  const changes = [...trial.sandbox.changes()];
  trial.record({
    type: "stop",
    stop,
    followup,
    because: ending.because,
    limit: ending.because === "limit" ? ending.limit : null,
    stopReason: ending.stopReason,
    changes,
  });
  return changes;
}

/** No form where another answer cannot be had, does not fit or cannot be paid for. */
function mayAskForm(ending: Ending): boolean {
  if (ending.because === "error") return false;
  return ending.because !== "limit" || ending.limit === "turns" || ending.limit === "tokens";
}

function finish({ trial, meter }: Conversation, stops: number, ending: Ending): TrialResult {
  const status = ending.because === "error" ? "errored" : ending.because === "limit" ? "limit" : "completed";
  const error = ending.because === "error" ? ending.failure : null;
  trial.record({ type: "ended", status, stopReason: ending.stopReason, failure: error });
  return {
    status,
    stopReason: ending.stopReason,
    stops,
    turns: meter.turns,
    toolCalls: meter.toolCalls,
    usage: meter.usage,
    cost: meter.cost,
    error,
  };
}

function toFailure(error: ModelError): Failure {
  return { code: error.code, message: error.message };
}
