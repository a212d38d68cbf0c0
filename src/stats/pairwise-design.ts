import { pick, seededRandom, shuffled } from "./random.js";
import type { Random } from "./random.js";
import { uncoveredPairs } from "./uncovered-pairs.js";
import type { LevelPair, PartialRow, UncoveredPairs } from "./uncovered-pairs.js";

/** Rows built for each row kept. */
const candidates = 20;
/** Designs built, the smallest of which is kept; fewer where there are so many pairs of levels that each takes long. */
const mostDesigns = 12;
const pairsAtOnce = 12_000;

/**
 * Whether the levels chosen so far may stand together, in the order of the factors; null where none is chosen yet.
 * It must not turn from false to true as more levels are chosen.
 */
export type AllowsLevels = (levels: readonly (string | null)[]) => boolean;

type AllowsRow = (row: PartialRow) => boolean;
type FullRow = readonly number[];

interface Setting {
  readonly sizes: readonly number[];
  readonly allows: AllowsRow;
  readonly random: Random;
}

/** Fills the row factor by factor with the level that covers most, going back where nothing is allowed. */
function completeRow(
  row: PartialRow,
  order: readonly number[],
  left: UncoveredPairs,
  setting: Setting,
): FullRow | null {
  const [factor, ...rest] = order;
  if (factor === undefined) return row.every((level) => level !== null) ? row : null;
  const levels = shuffled(
    Array.from({ length: setting.sizes[factor] ?? 0 }, (_, level) => ({
      level,
      gain: left.gain(row, factor, level),
    })),
    setting.random,
  ).sort((one, two) => two.gain - one.gain);
  for (const { level } of levels) {
    const longer = row.with(factor, level);
    if (!setting.allows(longer)) continue;
    const full = completeRow(longer, rest, left, setting);
    if (full !== null) return full;
  }
  return null;
}

function growFrom(pair: LevelPair, left: UncoveredPairs, setting: Setting): FullRow | null {
  const row = setting.sizes.map((_, factor) => {
    if (factor === pair.first) return pair.firstLevel;
    return factor === pair.second ? pair.secondLevel : null;
  });
  if (!setting.allows(row)) return null;
  const others = row.flatMap((level, factor) => (level === null ? [factor] : []));
  return completeRow(row, shuffled(others, setting.random), left, setting);
}

/** The row that covers most of what is left, among some grown from pairs that are left. */
function bestRow(left: UncoveredPairs, setting: Setting): FullRow | null {
  let best: { readonly row: FullRow; readonly worth: number } | null = null;
  for (const pair of pick(left.list(), candidates, setting.random)) {
    const row = growFrom(pair, left, setting);
    if (row === null) {
      left.drop(pair);
      continue;
    }
    const worth = left.worth(row);
    if (best === null || worth > best.worth) best = { row, worth };
  }
  return best?.row ?? null;
}

function buildDesign(setting: Setting): readonly FullRow[] {
  const left = uncoveredPairs(setting.sizes);
  const rows: FullRow[] = [];
  while (left.list().length > 0) {
    const row = bestRow(left, setting);
    if (row === null) continue;
    left.cover(row);
    rows.push(row);
  }
  return rows;
}

/** At least one, so that it can be divided by. */
function countPairs(sizes: readonly number[]): number {
  const pairs = sizes.flatMap((size, first) => sizes.slice(first + 1).map((other) => size * other));
  return pairs.reduce((sum, count) => sum + count, 1);
}

/** A single factor has no pairs: its levels are the rows. */
function buildSingle({ sizes, allows }: Setting): readonly FullRow[] {
  return Array.from({ length: sizes[0] ?? 0 }, (_, level) => [level]).filter(allows);
}

/**
 * Rows of one level per factor in which every two levels of different factors meet at least once, except those that
 * `allows` keeps apart. Always the same rows for the same factors; close to the fewest, by greedy construction:
 * Cohen, Dalal, Fredman and Patton (1997), IEEE Trans. Software Engineering 23, 437-444 (AETG).
 */
export function pairwiseDesign(
  factors: readonly (readonly string[])[],
  allows: AllowsLevels = () => true,
): readonly (readonly string[])[] {
  factors.forEach((levels, factor) => {
    if (levels.length === 0) throw new TypeError(`factor ${factor + 1} of ${factors.length} has no levels`);
  });
  const nameOf = (factor: number, level: number | null): string | null =>
    level === null ? null : (factors[factor]?.[level] ?? null);
  const settingOf = (seed: number): Setting => ({
    sizes: factors.map((levels) => levels.length),
    allows: (row) => allows(row.map((level, factor) => nameOf(factor, level))),
    random: seededRandom(seed),
  });
  const designs = Math.ceil(
    Math.min(mostDesigns, pairsAtOnce / countPairs(factors.map((levels) => levels.length))),
  );
  const build = factors.length === 1 ? buildSingle : buildDesign;
  const rows = Array.from({ length: designs }, (_, seed) => build(settingOf(seed))).reduce((best, other) =>
    other.length < best.length ? other : best,
  );
  return rows.map((row) => row.flatMap((level, factor) => nameOf(factor, level) ?? []));
}
