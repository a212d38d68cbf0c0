import type { Message } from "../schema/conversation.js";
import type { ClosingForm } from "../schema/outcome.js";
import { askBranch, closeOpenCalls } from "./ask-branch.js";
import { closingReminder, closingRequest, closingTool, readForm } from "./closing-form.js";
import type { Conversation } from "./conversation.js";

const maxAttempts = 2;

/**
 * Asks for the closing form in a fork; asks once more when it does not come. Null: unread. `standing` tells first what a model
 * without tools could not see for itself.
 */
export async function fillForm(
  conversation: Conversation,
  stop: number,
  standing?: string,
): Promise<ClosingForm | null> {
  const request = standing === undefined ? closingRequest : `${standing} ${closingRequest}`;
  const fork: Message[] = closeOpenCalls(conversation.messages);
  let why = "no answer";
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const text = attempt === 1 ? request : closingReminder;
    conversation.trial.record({ type: "user", branch: { fork: stop }, followup: null, text });
    fork.push({ role: "user", content: text });
    const answer = await askBranch(conversation, { fork: stop }, closingTool, fork);
    if (typeof answer === "string") return recordForm(conversation, stop, attempt, null, answer);
    const reading = readForm(answer.message);
    if ("form" in reading) return recordForm(conversation, stop, attempt, reading.form, null);
    why = reading.why;
    if (answer.stopReason.unified === "refusal" || answer.stopReason.unified === "content_filter") {
      return recordForm(
        conversation,
        stop,
        attempt,
        null,
        `the provider stopped the answer: ${answer.stopReason.raw ?? ""}`,
      );
    }
    fork.push(answer.message, ...closeOpenCalls([answer.message], why).slice(1));
  }
  return recordForm(conversation, stop, maxAttempts, null, why);
}

function recordForm(
  { trial }: Conversation,
  stop: number,
  attempts: number,
  form: ClosingForm | null,
  why: string | null,
): ClosingForm | null {
  trial.record({ type: "form", stop, attempts, form, why });
  return form;
}
