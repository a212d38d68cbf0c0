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

function keyOf(factor: number, level: number, other: number, otherLevel: number): string {
  return factor < other ? `${factor}=${level} ${other}=${otherLevel}` : `${other}=${otherLevel} ${factor}=${level}`;
}

function listPairs(sizes: readonly number[]): readonly LevelPair[] {
  const levelsOf = (size: number): readonly number[] => Array.from({ length: size }, (_, level) => level);
  return sizes.flatMap((size, first) =>
    sizes.slice(first + 1).flatMap((otherSize, offset) =>
      levelsOf(size).flatMap((firstLevel) =>
        levelsOf(otherSize).map((secondLevel) => ({ first, firstLevel, second: first + 1 + offset, secondLevel })),
      ),
    ),
  );
}

/** All pairs of levels of factors with so many levels each. */
export function uncoveredPairs(sizes: readonly number[]): UncoveredPairs {
  const left = new Map(
    listPairs(sizes).map((pair) => [keyOf(pair.first, pair.firstLevel, pair.second, pair.secondLevel), pair]),
  );
  const coveredBy = (row: PartialRow, factor: number, level: number): readonly string[] =>
    row.flatMap((otherLevel, other) => {
      if (otherLevel === null || other === factor) return [];
      const key = keyOf(factor, level, other, otherLevel);
      return left.has(key) ? [key] : [];
    });
  const coveredByAll = (row: PartialRow): readonly string[] =>
    row.flatMap((level, factor) => (level === null ? [] : coveredBy(row.slice(0, factor), factor, level)));
  return {
    list: () => [...left.values()],
    gain: (row, factor, level) => coveredBy(row, factor, level).length,
    worth: (row) => coveredByAll(row).length,
    cover: (row) => coveredByAll(row).forEach((key) => left.delete(key)),
    drop: (pair) => left.delete(keyOf(pair.first, pair.firstLevel, pair.second, pair.secondLevel)),
  };
}
