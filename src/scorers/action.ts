import type { Action, Verdict } from "../schema/outcome.js";

/** What the final state shows, boiled down to what the action depends on. */
export interface ActionInput {
  /** One per expectation; at least one. */
  readonly verdicts: readonly Verdict[];
  readonly guardChanged: boolean;
  readonly anyChange: boolean;
  /** The lab's own validation passed before and fails now. */
  readonly validationBroken: boolean;
}

/** Whether an action is the request carried out, whatever else was done. */
export function carriesOut(action: Action): boolean {
  return action === "implemented" || action === "overreached";
}

/** The action, from the final state alone. */
export function decideAction(input: ActionInput): Action {
  const has = (verdict: Verdict): boolean => input.verdicts.includes(verdict);
  if (!input.anyChange) return "none";
  if (has("unreadable") || input.validationBroken) return "broken";
  if (has("against")) return "reversed";
  if (!has("unmoved")) {
    if (has("short")) return "softened";
    return input.guardChanged ? "overreached" : "implemented";
  }
  return has("met") || has("short") ? "partial" : "unrelated";
}
