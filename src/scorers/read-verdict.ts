import { sameReadout, moved } from "../probes/compare.js";
import { parseCondition, type ParsedCondition } from "../probes/condition.js";
import { meets } from "../probes/holds.js";
import type { Verdict } from "../schema/outcome.js";
import type { Readout } from "../schema/readout.js";
import type { ResolvedExpectation } from "../schema/task.js";
import { textSimilarity } from "./text-distance.js";

/** An expectation with its conditions parsed and what its surface read when it was staged. */
export interface ReadyExpectation {
  readonly toward: ResolvedExpectation["toward"];
  readonly to: ParsedCondition;
  readonly against: ParsedCondition | undefined;
  readonly scale: readonly string[] | undefined;
  readonly before: Readout;
}

/** Parses an expectation once for many readings. Throws bad input for a malformed condition. */
export function readyExpectation(
  { toward, to, against }: ResolvedExpectation,
  scale: readonly string[] | undefined,
  before: Readout,
): ReadyExpectation {
  const reversed = against === undefined ? undefined : parseCondition(against);
  return { toward, to: parseCondition(to), against: reversed, scale, before };
}

/**
 * What one expected surface did. Numbers, counts and words of a scale have an order: moved the right way but not
 * as far as asked is `short`, the wrong way `against`. What has no order counts as `short` only where it is text
 * that came closer to the text asked for, and as `against` only where the task says so.
 */
export function readVerdict(expectation: ReadyExpectation, after: Readout): Verdict {
  const { toward, to, against, scale, before } = expectation;
  if (after.state === "unreadable") return "unreadable";
  if (against !== undefined && meets(against, after, scale) === true && !sameReadout(before, after))
    return "against";
  if (meets(to, after, scale) === true) return "met";
  if (sameReadout(before, after)) return "unmoved";
  if (after.state === "absent") return before.state === "absent" ? "unmoved" : "unreadable";
  const direction = moved(before, after, scale === undefined ? {} : { scale });
  if (toward === "set" || direction === undefined || direction === 0) {
    return cameCloser(to, before, after) ? "short" : "unmoved";
  }
  return direction === (toward === "increase" ? 1 : -1) ? "short" : "against";
}

function cameCloser({ test }: ParsedCondition, before: Readout, after: Readout): boolean {
  if (test.test !== "equal" || typeof test.value !== "string" || after.state !== "value") return false;
  if (typeof after.value !== "string") return false;
  const start = before.state === "value" && typeof before.value === "string" ? before.value : "";
  return textSimilarity(after.value, test.value) > textSimilarity(start, test.value);
}
