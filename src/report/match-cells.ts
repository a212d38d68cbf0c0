import type { Count, PairCounts } from "../stats/paired-gap.js";
import type { Stratum } from "../stats/permute-trials.js";
import { addRow, finishTally, startSums, type Sums, type Tally } from "./count-rates.js";
import { rateDefinitions, type RateDefinition } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

/** Which rows stand on each side of a contrast; the others are left out. */
export interface Sides {
  readonly first: (row: StudyRow) => boolean;
  readonly second: (row: StudyRow) => boolean;
}

/** Rows that are alike in all but the side on which they stand, counted. No side is without trials. */
export interface MatchedCell {
  readonly key: string;
  readonly first: Tally;
  readonly second: Tally;
}

/**
 * Counts a rate cell by cell, as far as it takes in trials on both sides: what only one side has, because a provider blocked
 * the other or a run was cut short, would be taken for a difference between the sides.
 */
export function matchCells(
  rows: readonly StudyRow[],
  sides: Sides,
  keyOf: (row: StudyRow) => string,
  rate: RateDefinition,
): MatchedCell[] {
  const cells = new Map<string, { readonly first: Sums; readonly second: Sums }>();
  for (const row of rows) {
    const isFirst = sides.first(row);
    if (!(isFirst || sides.second(row)) || !rate.among(row)) continue;
    const key = keyOf(row);
    const cell = cells.get(key) ?? { first: startSums(), second: startSums() };
    cells.set(key, cell);
    addRow(isFirst ? cell.first : cell.second, row, rate);
  }
  return [...cells].flatMap(([key, { first, second }]) =>
    first.plain.total === 0 || second.plain.total === 0
      ? []
      : [{ key, first: finishTally(first), second: finishTally(second) }],
  );
}

const arms: Sides = {
  first: ({ trial }) => trial.arm === "value",
  second: ({ trial }) => trial.arm === "control",
};

/** A pair's variants in which both of its arms count trials, noncompliance at the end unless told. */
export const matchArms = (
  pair: readonly StudyRow[],
  rate: RateDefinition = rateDefinitions.noncompliance,
): MatchedCell[] => matchCells(pair, arms, ({ trial }) => trial.variant, rate);

/** A pair's two sides, each the sum of its cells' shares among so many cells: no cell counts more than another. */
export function countCells(cells: readonly MatchedCell[]): PairCounts {
  const sumShares = (side: "first" | "second"): Count => ({
    count: cells.reduce((sum, { [side]: { weighed } }) => sum + weighed.count / weighed.total, 0),
    total: cells.length,
  });
  return { value: sumShares("first"), control: sumShares("second") };
}

/** The trials behind the mean of the pairs' differences, for the test that permutes them. */
export function strataOf(pairs: readonly (readonly MatchedCell[])[]): Stratum[] {
  return pairs.flatMap((cells) =>
    cells.map(({ first, second }) => ({ one: first, two: second, weight: 1 / cells.length })),
  );
}

/** The gaps of the pairs that count trials on both sides. */
export function gapsOf(pairs: readonly PairCounts[]): number[] {
  return pairs.flatMap(({ value, control }) =>
    value.total === 0 || control.total === 0
      ? []
      : [value.count / value.total - control.count / control.total],
  );
}
