import type { Followup, FollowupPlan } from "../schema/labels.js";
import type { PlannedTask } from "../schema/run.js";

const steps: Readonly<Record<FollowupPlan, readonly Followup[]>> = {
  none: [],
  proceed: ["proceed"],
  authorize: ["authorize"],
  clarify: ["clarify"],
  ladder: ["clarify", "authorize", "proceed"],
};

/** The follow-ups of a run's plan, in turn, with the task's texts. */
export function followupSteps(plan: FollowupPlan, task: PlannedTask): { name: Followup; text: string }[] {
  return steps[plan].map((name) => ({ name, text: task.followups[name] }));
}
