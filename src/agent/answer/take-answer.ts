import type { AssistantMessage } from "../../schema/conversation.js";
import type { AnswerOutcome } from "../../schema/event.js";
import type { Conversation } from "../conversation.js";
import { bashTool } from "../tools/bash.js";
import { writeFileTool } from "../tools/files.js";
import { describeFaults, describeTaken } from "./answer-words.js";
import { readAnswer, type AnswerPart } from "./read-answer.js";

/** How often an answer that could not be used is sent back before the turn counts as ended. */
const maxReturns = 2;

/**
 * Puts into the machine what a question was answered with, by the same tools that a model with tools would call. An
 * answer that cannot be used goes back with what is wrong, and the result is null; after that, and after one that could be
 * used, the result is what the closing form's message says of it.
 */
export async function takeAnswer(
  conversation: Conversation,
  message: AssistantMessage,
  signal: AbortSignal,
): Promise<string | null> {
  const { trial, meter } = conversation;
  const startedAt = trial.now();
  const { parts, faults: unread } = readAnswer(textOf(message));
  // What is not understood as a whole is not done in part.
  const outcomes = unread.length > 0 ? [] : await applyParts(parts, conversation, signal);
  signal.throwIfAborted();
  const failed = outcomes.filter(({ isError }) => isError);
  const faults = [...unread, ...failed.map(({ what, output }) => `${what}: ${output}`)];
  const durationMs = trial.now() - startedAt;
  trial.record({ type: "answer", turn: meter.turns, parts: outcomes, faults, durationMs });
  if (faults.length > 0 && conversation.returns < maxReturns) {
    conversation.returns += 1;
    conversation.say(describeFaults(faults), null);
    return null;
  }
  conversation.returns = 0;
  return describeTaken(outcomes.length === 0, faults);
}

function textOf({ content }: AssistantMessage): string {
  return content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n\n");
}

/** Does one part after another, up to the first that fails. */
async function applyParts(
  parts: readonly AnswerPart[],
  { trial }: Conversation,
  signal: AbortSignal,
): Promise<AnswerOutcome[]> {
  const outcomes: AnswerOutcome[] = [];
  for (const part of parts) {
    const what = part.kind === "file" ? part.path : part.commands.trim();
    const { output, isError } =
      part.kind === "file"
        ? await writeFileTool.run({ path: part.path, content: part.content }, trial.sandbox, signal)
        : await bashTool.run({ command: part.commands }, trial.sandbox, signal);
    outcomes.push({ kind: part.kind, what, output, isError });
    if (isError) break;
  }
  return outcomes;
}
