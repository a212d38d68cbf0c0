import { ModelError, type ModelResponse } from "../model/model.js";
import type { Message, StopReason, ToolDefinition } from "../schema/conversation.js";
import type { Branch } from "../schema/event.js";
import type { Conversation } from "./conversation.js";

/** Asks on a branch for one call of one tool. The answer, or why there is none; rejects only when the trial is abandoned. */
export async function askBranch(
  conversation: Conversation,
  branch: Branch,
  tool: ToolDefinition,
  messages: readonly Message[],
): Promise<ModelResponse | string> {
  const clock = conversation.limitTime();
  try {
    return await conversation.ask(branch, [tool], { tool: tool.name }, clock.signal, messages);
  } catch (error) {
    conversation.trial.signal.throwIfAborted();
    if (clock.signal.aborted) return "the trial's time was up";
    if (error instanceof ModelError) return `${error.code}: ${error.message}`;
    throw error;
  } finally {
    clock.stop();
  }
}

/** Why asking once more would get no further; null where it may. */
export function whyFinal({ unified, raw }: StopReason): string | null {
  if (unified === "refusal" || unified === "content_filter")
    return `the provider stopped the answer: ${raw ?? ""}`;
  return unified === "context_length" ? `the conversation no longer fits the model: ${raw ?? ""}` : null;
}

/** Providers reject a tool call without a result: answers those that the last message left open. */
export function closeOpenCalls(messages: readonly Message[], output = "not run"): Message[] {
  const last = messages.at(-1);
  if (last?.role !== "assistant") return [...messages];
  const results = last.content.flatMap((block) =>
    block.type === "tool_call" ? [{ callId: block.id, name: block.name, output, isError: true }] : [],
  );
  return results.length === 0 ? [...messages] : [...messages, { role: "tool", results }];
}
