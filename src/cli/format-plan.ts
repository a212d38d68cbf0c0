import { plainTable } from "../report/plain-table.js";
import type { RunManifest } from "../schema/run.js";

/** A plan as `--dry-run` prints it. */
export function formatPlan(manifest: RunManifest): string {
  const { tasks, models, trials, trialsPerCell, followups, fingerprint, seed } = manifest;
  const rows = tasks.map(({ task, pair, arm, axis, direction, activity, variant }) => [
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
    `${trials.length} trials: ${tasks.length} task variants x ${models.length} models x ${trialsPerCell}, follow-ups ${followups}, seed ${seed}`,
    `fingerprint ${fingerprint.slice(0, 12)}. Nothing was run.`,
  ];
  return `${lines.join("\n")}\n`;
}
