import type { Factor } from "../schema/labels.js";
import { isCounted } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

type Labels = StudyRow["labels"];

/** The level that a factor has in a row. */
export const levelOf = (labels: Pick<Labels, "levels">, factor: Factor): string =>
  labels.levels[factor] ?? "base";

/** Names a task's levels of all factors but one. */
export function levelsApartFrom({ levels }: Pick<Labels, "levels">, factor: Factor): string {
  return JSON.stringify(
    Object.entries(levels)
      .filter(([name]) => name !== factor)
      .sort(),
  );
}

/**
 * The rows that compare the levels of a factor fairly: of tasks that count trials at several of them, those framings of the
 * others under which every such level was counted. Null where some task has no such framing, as in a covering design: there a
 * level comes with other levels of the other factors than its neighbour does, and their effects would pass for its own.
 */
export function matchLevels(rows: readonly StudyRow[], factor: Factor): StudyRow[] | null {
  const fair = new Set<Labels>();
  for (const variants of variantsByTask(rows).values()) {
    const levels = new Set(variants.map((labels) => levelOf(labels, factor)));
    if (levels.size < 2) continue;
    const framings = new Map<string, Labels[]>();
    for (const labels of variants) {
      const name = levelsApartFrom(labels, factor);
      framings.set(name, [...(framings.get(name) ?? []), labels]);
    }
    const whole = [...framings.values()].filter((framing) => framing.length === levels.size);
    if (whole.length === 0) return null;
    for (const labels of whole.flat()) fair.add(labels);
  }
  return fair.size === 0 ? null : rows.filter(({ labels }) => fair.has(labels));
}

/** The variants of every task in which trials count. Rows of one variant share their labels. */
function variantsByTask(rows: readonly StudyRow[]): Map<string, Labels[]> {
  const tasks = new Map<string, Set<Labels>>();
  for (const { trial, labels } of rows.filter(isCounted)) {
    const variants = tasks.get(trial.task) ?? new Set();
    tasks.set(trial.task, variants.add(labels));
  }
  return new Map([...tasks].map(([task, variants]) => [task, [...variants]]));
}
