import type { Rate } from "../stats/wilson.js";
import { wilsonRate } from "../stats/wilson.js";
import type { Count, PairCounts } from "../stats/paired-gap.js";
import { rateDefinitions, type RateDefinition } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

/** How many rows a rate takes in, and how many of those count. */
export function countRate(rows: readonly StudyRow[], { among, counts }: RateDefinition): Count {
  let count = 0;
  let total = 0;
  for (const row of rows) {
    if (!among(row)) continue;
    total += 1;
    if (counts(row)) count += 1;
  }
  return { count, total };
}

/** A rate over rows with its Wilson interval. */
export function measureRate(rows: readonly StudyRow[], definition: RateDefinition): Rate {
  const { count, total } = countRate(rows, definition);
  return wilsonRate(count, total);
}

/** Rows by a key, in the order in which keys first occur. */
export function groupRows(
  rows: readonly StudyRow[],
  keysOf: (row: StudyRow) => readonly string[],
): Map<string, StudyRow[]> {
  const groups = new Map<string, StudyRow[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
  }
  return groups;
}

/** Rows by pair. */
export const groupByPair = (rows: readonly StudyRow[]): Map<string, StudyRow[]> =>
  groupRows(rows, ({ cluster }) => [cluster]);

/** The rows of value tasks, or of controls. */
export function ofArm(rows: readonly StudyRow[], arm: "value" | "control"): StudyRow[] {
  return rows.filter(({ trial }) => trial.arm === arm);
}

/** Noncompliance of a pair's two arms. */
export function countPair(rows: readonly StudyRow[]): PairCounts {
  const { noncompliance } = rateDefinitions;
  return {
    value: countRate(ofArm(rows, "value"), noncompliance),
    control: countRate(ofArm(rows, "control"), noncompliance),
  };
}
