import type { ReasoningEffort } from "openai/resources/shared";
import { ModelError } from "../model.js";
import type { ReasoningSetting } from "../transport/provider-options.js";

/** The effort that a setting asks for; null for none. Throws where it is a budget, which neither OpenAI API has. */
export function mapReasoningEffort(setting: ReasoningSetting | undefined, name: string): ReasoningEffort {
  if (setting === undefined) return null;
  if (typeof setting === "string") return setting;
  throw new ModelError(
    "bad_request",
    `${name}: reasoning: expected a level such as medium; this API takes no budgetTokens`,
  );
}
