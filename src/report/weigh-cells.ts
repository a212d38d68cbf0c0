import { cellKey } from "../sampling/sort-trials.js";
import { mostTrials } from "../sampling/judge-cell.js";
import type { Sampling } from "../schema/run.js";
import { isCounted } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

/**
 * Gives every cell the same weight in shares where the sampling rule gives cells different numbers of trials: those in the
 * middle get more, and counting trials alike would draw every pooled share towards one half. A fixed number needs nothing.
 */
export function weighCells(rows: readonly StudyRow[], sampling: Sampling): readonly StudyRow[] {
  if (sampling.rule === "fixed") return rows;
  const sizes = new Map<string, number>();
  for (const row of rows) {
    if (!isCounted(row)) continue;
    const key = cellKey(row.trial);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const most = mostTrials(sampling);
  return rows.map((row) => ({ ...row, weight: most / (sizes.get(cellKey(row.trial)) ?? most) }));
}
