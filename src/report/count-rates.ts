import { RateName } from "../schema/report.js";
import type { Rate } from "../stats/wilson.js";
import { wilsonShare } from "../stats/wilson.js";
import type { Count } from "../stats/paired-gap.js";
import { rateDefinitions, type RateDefinition } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

/** How many rows a rate takes in, how many of those count, and both with the rows' weights. */
export interface Tally extends Count {
  readonly weighed: Count;
  /** How many rows of one weight would say as much: Kish (1965), Survey Sampling, section 8.2. */
  readonly size: number;
}

/** Counts a rate over rows. */
export function tallyRate(rows: readonly StudyRow[], definition: RateDefinition): Tally {
  const sums = startSums();
  for (const row of rows) addRow(sums, row, definition);
  return finishTally(sums);
}

/** Counts every rate in one pass over rows, which for thousands of rows is several times faster than one after the other. */
export function tallyRates(rows: readonly StudyRow[]): Readonly<Record<RateName, Tally>> {
  const all = RateName.options.map((name) => ({
    name,
    definition: rateDefinitions[name],
    sums: startSums(),
  }));
  for (const row of rows) {
    for (const { sums, definition } of all) addRow(sums, row, definition);
  }
  // Every name of the closed list is a key.
  return Object.fromEntries(all.map(({ name, sums }) => [name, finishTally(sums)])) as Record<
    RateName,
    Tally
  >;
}

/** Counts that grow row by row. */
export interface Sums {
  readonly plain: { count: number; total: number };
  readonly weighed: { count: number; total: number };
  squares: number;
}

export const startSums = (): Sums => ({
  plain: { count: 0, total: 0 },
  weighed: { count: 0, total: 0 },
  squares: 0,
});

export function addRow(sums: Sums, row: StudyRow, { among, counts }: RateDefinition): void {
  if (!among(row)) return;
  sums.plain.total += 1;
  sums.weighed.total += row.weight;
  sums.squares += row.weight ** 2;
  if (!counts(row)) return;
  sums.plain.count += 1;
  sums.weighed.count += row.weight;
}

export const finishTally = ({ plain, weighed, squares }: Sums): Tally => ({
  ...plain,
  weighed,
  size: squares === 0 ? 0 : weighed.total ** 2 / squares,
});

/** The weighed counts of a rate: what is summed over pairs. */
export function countRate(rows: readonly StudyRow[], definition: RateDefinition): Count {
  return tallyRate(rows, definition).weighed;
}

/** A rate over rows with its counts; the share, by the rows' weights, with its Wilson interval. */
export function measureRate(rows: readonly StudyRow[], definition: RateDefinition): Rate {
  return rateOfTally(tallyRate(rows, definition));
}

/** A tally's share, by weights, with its Wilson interval; no share where the rate takes in no row. */
export function rateOfTally({ count, total, weighed, size }: Tally): Rate {
  if (total === 0) return { count, total, share: null, low: null, high: null };
  const share = weighed.count / weighed.total;
  return { count, total, share, ...wilsonShare(share, size) };
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

/** Rows by pair, in the order in which pairs first occur. */
export function groupByPair(rows: readonly StudyRow[]): Map<string, StudyRow[]> {
  const pairs = new Map<string, StudyRow[]>();
  for (const row of rows) {
    const pair = pairs.get(row.cluster);
    if (pair === undefined) pairs.set(row.cluster, [row]);
    else pair.push(row);
  }
  return pairs;
}

/** The rows of value tasks, or of controls. */
export function ofArm(rows: readonly StudyRow[], arm: "value" | "control"): StudyRow[] {
  return rows.filter(({ trial }) => trial.arm === arm);
}
