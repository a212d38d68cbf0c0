import type { OutputConfig, ThinkingConfigParam } from "@anthropic-ai/sdk/resources/messages";
import type { ReasoningSetting } from "../transport/provider-options.js";

/** The fields of the request body that set how much the model thinks. */
export interface ThinkingFields {
  thinking?: ThinkingConfigParam;
  output_config?: OutputConfig;
}

/**
 * A level is adaptive thinking at that effort, a budget is manual thinking; both need a model that has them. Summaries
 * are asked for, since newer models leave their thinking empty otherwise.
 */
export function mapReasoning(setting: ReasoningSetting | undefined): ThinkingFields {
  if (setting === undefined) return {};
  if (typeof setting === "object")
    return { thinking: { type: "enabled", budget_tokens: setting.budgetTokens } };
  if (setting === "none") return { thinking: { type: "disabled" } };
  return {
    thinking: { type: "adaptive", display: "summarized" },
    output_config: { effort: setting === "minimal" ? "low" : setting },
  };
}
