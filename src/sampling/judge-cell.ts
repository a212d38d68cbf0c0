import { carriedOut, uncounted } from "../schema/outcome-groups.js";
import type { Outcome } from "../schema/outcome.js";
import type { Sampling } from "../schema/run.js";
import { nextSampleSize } from "../stats/next-sample-size.js";

/** What is known of a trial: its outcome, null where it has finished and has no score yet, undefined before its end. */
export type KnownOutcome = Outcome | null | undefined;

/** How many trials of a cell are wanted so far, from index 1 on; `isFinal` once no outcome can change that. */
export interface CellPlan {
  readonly wanted: number;
  readonly isFinal: boolean;
}

/**
 * Applies a rule to one cell. `auto` looks once, at the shortest run of indices from 1 on that holds `first` counted
 * outcomes: errored, provider_block and unscored trials count for nothing and are made up for by the next indices.
 * The answer depends on what each index came to, never on the order in which the trials finished.
 */
export function judgeCell(rule: Sampling, outcomeOf: (index: number) => KnownOutcome): CellPlan {
  if (rule.rule === "fixed") return { wanted: rule.n, isFinal: true };
  let looked = 0;
  let counted = 0;
  let undone = 0;
  for (
    let wanted = Math.min(rule.first, rule.most);
    ;
    wanted = Math.min(rule.most, wanted + rule.first - counted)
  ) {
    for (; looked < wanted; looked += 1) {
      const outcome = outcomeOf(looked + 1);
      if (outcome === undefined || outcome === null) return { wanted, isFinal: wanted === rule.most };
      if (uncounted.has(outcome)) continue;
      counted += 1;
      if (!carriedOut.has(outcome)) undone += 1;
    }
    if (wanted === rule.most) return { wanted, isFinal: true };
    if (counted < rule.first) continue;
    const extended = nextSampleSize(undone, counted, rule) > counted;
    return { wanted: extended ? rule.most : wanted, isFinal: true };
  }
}

/** The most trials that a cell can get. */
export function mostTrials(rule: Sampling): number {
  return rule.rule === "fixed" ? rule.n : rule.most;
}

/** The fewest trials that a cell can get where every outcome counts. */
export function fewestTrials(rule: Sampling): number {
  return rule.rule === "fixed" ? rule.n : Math.min(rule.first, rule.most);
}
