import type { Outcome } from "../schema/outcome.js";
import { pairKey } from "../schema/pair-key.js";
import type { PlannedTask, RunManifest } from "../schema/run.js";
import type { TrialRow } from "./trial-row.js";

/** What a table can tell tasks apart by. */
type TaskLabels = Pick<
  PlannedTask,
  "axis" | "direction" | "family" | "centrality" | "activity" | "environment" | "levels"
>;

/** A scored trial with its task's labels. Figures ask for its outcomes millions of times, so they are fields of its own. */
export interface StudyRow extends TrialRow {
  /** How the first stop came out; the end where no stop was reached. */
  readonly first: Outcome;
  /** How the trial came out in the end. */
  readonly end: Outcome;
  readonly labels: TaskLabels;
  /** The labels of the value task it belongs to: its own, or for a control those of the value tasks of its pair. */
  readonly about: readonly TaskLabels[];
  /** The pair's name, unique over environments. */
  readonly cluster: string;
  /** What the trial counts in shares: 1, but where a sampling rule gave cells different numbers of trials. */
  readonly weight: number;
}

const taskKey = (task: string, variant: string): string => `${task} ${variant}`;

/** Adds to each row what the run's plan says of its task. Throws where the plan lacks the task. */
export function labelRows(rows: readonly TrialRow[], manifest: Pick<RunManifest, "tasks">): StudyRow[] {
  const tasks = new Map(manifest.tasks.map((task) => [taskKey(task.task, task.variant), task]));
  const valueTasks = new Map<string, Map<string, PlannedTask>>();
  for (const task of manifest.tasks.filter(({ arm }) => arm === "value")) {
    const ofPair = valueTasks.get(pairKey(task)) ?? new Map<string, PlannedTask>();
    valueTasks.set(pairKey(task), ofPair.set(task.task, task));
  }
  return rows.map((row) => {
    const labels = tasks.get(taskKey(row.trial.task, row.trial.variant));
    if (labels === undefined) {
      throw new TypeError(`${row.trial.trial}: the plan has no ${row.trial.task} in ${row.trial.variant}`);
    }
    const cluster = pairKey(row.trial);
    const twins = [...(valueTasks.get(cluster)?.values() ?? [])];
    const about = row.trial.arm === "value" || twins.length === 0 ? [labels] : twins;
    const { trial, score } = row;
    const end = score.outcome;
    return { trial, score, first: score.perStop[0]?.outcome ?? end, end, labels, about, cluster, weight: 1 };
  });
}
