import { followupPlans, type Followup, type FollowupPlan } from "../schema/labels.js";
import type { PlannedTask } from "../schema/run.js";

/** The follow-ups of a run's plan, in turn, with the task's texts. */
export function followupSteps(plan: FollowupPlan, task: PlannedTask): { name: Followup; text: string }[] {
  return followupPlans[plan].map((name) => ({ name, text: task.followups[name] }));
}
