import { at } from "./at.js";

/** One level (by its place) of one factor, together with one level of another. */
export interface LevelPair {
  readonly first: number;
  readonly firstLevel: number;
  readonly second: number;
  readonly secondLevel: number;
}

/** A row under construction: the place of each factor's level, null where none is chosen yet. */
export type PartialRow = readonly (number | null)[];

/** The pairs of levels that no row has yet. */
export interface UncoveredPairs {
  /** Those left, in the order they were listed. */
  list(): readonly LevelPair[];
  /** How many of those left a level would cover together with the levels chosen so far. */
  gain(row: PartialRow, factor: number, level: number): number;
  /** How many of those left a full row covers. */
  worth(row: PartialRow): number;
  cover(row: PartialRow): void;
  drop(pair: LevelPair): void;
}

function levelsOf(size: number): readonly number[] {
  return Array.from({ length: size }, (_, level) => level);
}

function listPairs(sizes: readonly number[]): readonly LevelPair[] {
  return sizes.flatMap((size, first) =>
    sizes.slice(first + 1).flatMap((otherSize, offset) =>
      levelsOf(size).flatMap((firstLevel) =>
        levelsOf(otherSize).map((secondLevel) => ({
          first,
          firstLevel,
          second: first + 1 + offset,
          secondLevel,
        })),
      ),
    ),
  );
}

/** All pairs of levels of factors with so many levels each. */
export function uncoveredPairs(sizes: readonly number[]): UncoveredPairs {
  const offsets = sizes.map((_, factor) => sizes.slice(0, factor).reduce((sum, size) => sum + size, 0));
  const levels = sizes.reduce((sum, size) => sum + size, 0);
  // A square of flags, one row and one column per level of any factor; both halves say the same.
  const open = new Uint8Array(levels * levels);
  const flag = (factor: number, level: number, other: number, otherLevel: number): number =>
    (at(offsets, factor) + level) * levels + at(offsets, other) + otherLevel;
  const set = ({ first, firstLevel, second, secondLevel }: LevelPair, value: 0 | 1): void => {
    open[flag(first, firstLevel, second, secondLevel)] = value;
    open[flag(second, secondLevel, first, firstLevel)] = value;
  };
  let left = listPairs(sizes);
  for (const pair of left) set(pair, 1);
  const isOpen = ({ first, firstLevel, second, secondLevel }: LevelPair): boolean =>
    open[flag(first, firstLevel, second, secondLevel)] === 1;
  const gain = (row: PartialRow, factor: number, level: number): number =>
    row.reduce<number>(
      (sum, otherLevel, other) =>
        otherLevel === null || other === factor
          ? sum
          : sum + at(open, flag(factor, level, other, otherLevel)),
      0,
    );
  return {
    list: () => left,
    gain,
    worth: (row) =>
      row.reduce<number>((sum, level, factor) => (level === null ? sum : sum + gain(row, factor, level)), 0) /
      2,
    cover: (row) => {
      for (const pair of left) {
        if (row[pair.first] === pair.firstLevel && row[pair.second] === pair.secondLevel) set(pair, 0);
      }
      left = left.filter(isOpen);
    },
    drop: (pair) => {
      set(pair, 0);
      left = left.filter(isOpen);
    },
  };
}
