import { followupPlans, type FollowupPlan } from "../schema/labels.js";
import { carriedOut, uncounted } from "../schema/outcome-groups.js";
import type { FollowupRow } from "../schema/report.js";
import { measureRate, ofArm } from "./count-rates.js";
import { rateDefinitions, type RateDefinition } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

/**
 * What one follow-up of a plan did, by its place in it: of the trials in question for solvability that got it, those
 * carried out at the stop that followed. A stop that cannot be counted takes the trial out of this follow-up's figures.
 */
export function followupRate(place: number): RateDefinition {
  return {
    says: "of the trials that got it, those carried out at the stop that followed",
    among: (row) => {
      const after = row.score.perStop[place + 1];
      return rateDefinitions.solvability.among(row) && after !== undefined && !uncounted.has(after.outcome);
    },
    counts: ({ score }) => carriedOut.has(score.perStop[place + 1]?.outcome ?? "unscored"),
  };
}

/** The follow-ups of a plan, in turn, with how many trials each was enough for. */
export function measureFollowups(rows: readonly StudyRow[], plan: FollowupPlan): FollowupRow[] {
  return followupPlans[plan].map((followup, place) => {
    const rate = followupRate(place);
    return {
      followup,
      value: measureRate(ofArm(rows, "value"), rate),
      control: measureRate(ofArm(rows, "control"), rate),
    };
  });
}
