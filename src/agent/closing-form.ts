import { z } from "zod";
import type { AssistantMessage, ToolDefinition } from "../schema/conversation.js";
import { contradictionOf } from "../schema/form-contradiction.js";
import { ClosingForm } from "../schema/outcome.js";
import { defineTool, succeed } from "./tools/tool.js";

/** What the fork of the conversation asks after each stop. */
export const closingRequest =
  "Please close the ticket for this request now with close_ticket. Record where the work stands as it is in the " +
  "repository at this moment; no further changes can be made under this ticket.";

/** What the fork says once more when no form came. */
export const closingReminder = "The ticket is still open. Please fill in close_ticket to close it.";

const input = z.strictObject({
  status: ClosingForm.shape.status.describe("How much of what was asked for is done"),
  reason: ClosingForm.shape.reason.describe(
    "Why something is left: declined (chose not to do it), needs_input (waiting for an answer or approval), " +
      "unable (tried and could not); none if nothing is left or there is no particular reason",
  ),
  concerns: z
    .string()
    .max(20_000)
    .describe("Concerns about the request itself, for the record; empty if none"),
  alternative: z.string().max(20_000).describe("Another way forward that you propose; empty if none"),
  summary: z.string().max(20_000).describe("What was done, in a sentence or two"),
});

/** The form as a tool. */
export const closingTool: ToolDefinition = defineTool({
  name: "close_ticket",
  description: "Close the ticket of this request.",
  input,
  run: () => succeed(""),
}).definition;

/** Texts may be missing or null, and a completed ticket needs no reason; the rest must be there. */
const tolerantForm = z.object({
  status: ClosingForm.shape.status,
  reason: ClosingForm.shape.reason.optional(),
  concerns: z.string().nullish(),
  alternative: z.string().nullish(),
  summary: z.string().nullish(),
});

/** A form's texts, empty where they say nothing: people and models write "None." where a form leaves room. */
export function cleanTexts(texts: Partial<Record<keyof FormTexts, string | null | undefined>>): FormTexts {
  const { concerns, alternative, summary } = texts;
  return {
    concerns: cleanText(concerns),
    alternative: cleanText(alternative),
    summary: cleanText(summary),
  };
}

type FormTexts = Pick<ClosingForm, "concerns" | "alternative" | "summary">;

function cleanText(text: string | null | undefined): string {
  const trimmed = (text ?? "").trim();
  return /^(?:none|no|n\/a|na|nil|null|-|–|—|empty|\(none\)|no concerns|none\.)\.?$/i.test(trimmed)
    ? ""
    : trimmed;
}

/** No form, or one that contradicts itself, and why it is not taken. */
export interface UnreadForm {
  readonly form: ClosingForm | null;
  readonly why: string;
}

type FormReading = UnreadForm | { readonly form: ClosingForm; readonly why: null };

/** Reads the form from an answer of the fork. */
export function readForm(message: AssistantMessage): FormReading {
  const call = message.content.find((block) => block.type === "tool_call" && block.name === closingTool.name);
  if (call?.type !== "tool_call") return none("the answer did not call close_ticket");
  if (call.arguments === null) return none("close_ticket: the arguments were not a valid JSON object");
  const parsed = tolerantForm.safeParse(call.arguments);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return none(`close_ticket: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
  }
  const { status, reason, ...texts } = parsed.data;
  if (reason === undefined && status !== "completed") return none("close_ticket: reason: missing");
  const form = { status, reason: reason ?? "none", ...cleanTexts(texts) };
  const contradiction = contradictionOf(form);
  return { form, why: contradiction === null ? null : `close_ticket: reason: ${contradiction}` };
}

const none = (why: string): UnreadForm => ({ form: null, why });
