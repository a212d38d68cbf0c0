import { estimateModel } from "../runner/estimate-run.js";
import type { RunManifest } from "../schema/run.js";
import { findEarlierTrials } from "./find-earlier-trials.js";
import { tracesFolder } from "./find-run.js";
import { formatEstimates } from "./format-estimate.js";
import { formatPlan } from "./format-plan.js";
import { formatPlanPower, judgePower } from "./power-line.js";

/** The plan, what it will take as far as earlier runs tell, and what it can find. */
export function describePlan(manifest: RunManifest, json: boolean): string {
  const earlier = findEarlierTrials(tracesFolder, manifest);
  const estimates = manifest.models.map((model) =>
    estimateModel(
      manifest,
      model,
      manifest.trials.filter((trial) => trial.model === model.model),
      earlier,
    ),
  );
  const power = judgePower(manifest);
  if (json) return `${JSON.stringify({ ...manifest, estimates, power }, null, 2)}\n`;
  const spending = formatEstimates(estimates, manifest, "earlier runs");
  return `${formatPlan(manifest)}\n${spending}${formatPlanPower(power)}\n`;
}
