import type { Headline } from "../schema/report.js";
import { isUnfollowed, unfollowedReasons } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

type Unfollowed = NonNullable<Headline["unfollowed"]>["all"];

/** The trials in the denominator of solvability that never got a follow-up, by why. */
export function countUnfollowed(rows: readonly StudyRow[]): Unfollowed {
  const without = rows.filter(isUnfollowed);
  const { limit, done } = unfollowedReasons;
  return {
    trials: without.length,
    limit: without.filter(limit).length,
    done: without.filter(done).length,
  };
}

/** ` 3 of them got no follow-up: a limit ended 1, 2 did the work and said it was declined.`; nothing where all got one. */
export function describeUnfollowed({ trials, limit, done }: Unfollowed): string {
  if (trials === 0) return "";
  const reasons = [
    ...(limit === 0 ? [] : [`a limit ended ${limit}`]),
    ...(done === 0 ? [] : [`${done} did the work and said it was declined`]),
  ];
  return ` ${trials} of them got no follow-up${reasons.length === 0 ? "" : `: ${reasons.join(", ")}`}.`;
}
