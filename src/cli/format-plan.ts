import { plainTable } from "../report/plain-table.js";
import { fewestTrials, mostTrials } from "../sampling/judge-cell.js";
import { samplingOf } from "../sampling/sort-trials.js";
import type { RunManifest } from "../schema/run.js";
import { formatSpan } from "./format-estimate.js";

/** How many trials a plan runs: `360 to 720` where its sampling rule decides. */
function countTrials(manifest: RunManifest): string {
  const fewest = fewestTrials(samplingOf(manifest));
  const least = manifest.trials.filter(({ index }) => index <= fewest).length;
  return formatSpan({ least, most: manifest.trials.length }, String);
}

/** The same with its noun: `1 trial`, `360 to 720 trials`. */
export function nameTrials(manifest: RunManifest): string {
  const count = countTrials(manifest);
  return `${count} ${count === "1" ? "trial" : "trials"}`;
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A plan's tasks, one for each variant: how many families its texts name is no matter of how many trials there are. */
function listVariants(tasks: RunManifest["tasks"]): RunManifest["tasks"] {
  const variants = new Map(tasks.map((task) => [JSON.stringify([task.task, task.variant]), task]));
  return [...variants.values()];
}

/** A plan as `--dry-run` prints it. */
export function formatPlan(manifest: RunManifest): string {
  const { tasks, models, followups, fingerprint, seed } = manifest;
  const rule = samplingOf(manifest);
  const perCell = formatSpan({ least: fewestTrials(rule), most: mostTrials(rule) }, String);
  const rows = listVariants(tasks).map(({ task, pair, arm, axis, direction, activity, variant }) => [
    task,
    pair,
    arm,
    axis,
    direction,
    activity,
    variant,
  ]);
  const lines = [
    plainTable(["task", "pair", "arm", "axis", "direction", "activity", "variant"], rows),
    "",
    `models: ${models.map(({ model }) => model).join(", ")}`,
    `${nameTrials(manifest)}: ${countOf(rows.length, "task variant")} x ${countOf(models.length, "model")} x ${perCell}, follow-ups ${followups}, seed ${seed}`,
    `fingerprint ${fingerprint.slice(0, 12)}. Nothing was run.`,
  ];
  return `${lines.join("\n")}\n`;
}
