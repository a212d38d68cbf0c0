import type { Message } from "../schema/conversation.js";
import type { ClosingForm } from "../schema/outcome.js";
import { askBranch, closeOpenCalls, whyFinal } from "./ask-branch.js";
import { closingReminder, closingRequest, closingTool, readForm, type UnreadForm } from "./closing-form.js";
import type { Conversation } from "./conversation.js";

const maxAttempts = 2;

/**
 * Asks for the closing form in a fork; asks once more when it does not come, or contradicts itself. Null: unread.
 * `standing` tells first what a model without tools could not see for itself.
 */
export async function fillForm(
  conversation: Conversation,
  stop: number,
  standing?: string,
): Promise<ClosingForm | null> {
  const { trial, messages } = conversation;
  const request = standing === undefined ? closingRequest : `${standing} ${closingRequest}`;
  const fork: Message[] = closeOpenCalls(messages);
  let unread: UnreadForm = { form: null, why: "no answer" };
  let attempts = 0;
  for (let isFinal = false; !isFinal && attempts < maxAttempts; attempts += 1) {
    const text = attempts === 0 ? request : closingReminder;
    trial.record({ type: "user", branch: { fork: stop }, followup: null, text });
    fork.push({ role: "user", content: text });
    const answer = await askBranch(conversation, { fork: stop }, closingTool, fork);
    if (typeof answer === "string") {
      unread = keepForm(unread, answer);
      isFinal = true;
      continue;
    }
    const reading = readForm(answer.message);
    if (reading.why === null) {
      trial.record({ type: "form", stop, attempts: attempts + 1, form: reading.form, why: null });
      return reading.form;
    }
    const final = whyFinal(answer.stopReason);
    unread = reading.form === null ? keepForm(unread, final ?? reading.why) : reading;
    isFinal = final !== null;
    fork.push(answer.message, ...closeOpenCalls([answer.message], reading.why).slice(1));
  }
  trial.record({ type: "form", stop, attempts, ...unread });
  return null;
}

/** A form that contradicts itself is more than none: an answer without one does not take its place. */
const keepForm = (unread: UnreadForm, why: string): UnreadForm =>
  unread.form === null ? { form: null, why } : unread;
