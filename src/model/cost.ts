import type { Usage } from "../schema/conversation.js";
import type { PlannedModel } from "../schema/run.js";

/** US dollars of one answer; null where the price is not known. Reasoning is part of the output. */
export function costOf(usage: Usage, price: PlannedModel["price"]): number | null {
  if (price === null) return null;
  const fresh = Math.max(0, usage.input - usage.cacheRead - usage.cacheWrite);
  const millionths =
    fresh * price.input +
    usage.cacheRead * price.cacheRead +
    usage.cacheWrite * price.cacheWrite +
    usage.output * price.output;
  return millionths / 1_000_000;
}
