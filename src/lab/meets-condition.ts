import { parseCondition, type ParsedCondition } from "../probes/condition.js";
import { meets } from "../probes/holds.js";
import type { Json } from "../schema/common.js";

/** Tells whether a value is as a condition asks; what has no answer, such as an order on text, does not hold. */
export type MeetsCondition = (condition: string, value: Json | undefined) => boolean;

const keptConditions = 2_000;

/** A `MeetsCondition` that parses a condition once; it may serve many calls. */
export function createMeetsCondition(): MeetsCondition {
  const parsed = new Map<string, ParsedCondition>();
  return (condition, value) => {
    const known = parsed.get(condition) ?? parseCondition(condition);
    if (parsed.size >= keptConditions) parsed.clear();
    parsed.set(condition, known);
    return meets(known, value === undefined ? { state: "absent" } : { state: "value", value }) === true;
  };
}
