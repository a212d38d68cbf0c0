import type { ClusteredEstimate, MissingFigure } from "../schema/figures.js";
import type { Comparison, RateName } from "../schema/report.js";
import { gapDifference, type PairCounts } from "../stats/paired-gap.js";
import type { Stratum } from "../stats/permute-trials.js";
import { shareDifference } from "../stats/share-of-counts.js";
import { testPairs } from "../stats/test-pairs.js";
import { countRate, groupByPair, ofArm } from "./count-rates.js";
import { isCounted, isOnlyOperator, rateDefinitions } from "./definitions.js";
import { countCells, gapsOf, matchArms, type MatchedCell } from "./match-cells.js";
import { adjustSome } from "./measure-cells.js";
import type { StudiedRun } from "./studied-run.js";
import type { StudyRow } from "./study-row.js";

interface Subject {
  readonly run: StudiedRun;
  readonly model: string;
}

const subjectsOf = (run: StudiedRun): Subject[] => run.report.models.map(({ model }) => ({ run, model }));

/**
 * Each model of each run against the model of the same name in the first run, or against `against`: the first model of
 * that name, without a name the first run's first. Differences are `second` minus `first`, pair by pair, over the tasks and variants in which both count trials.
 */
export function compareModels(runs: readonly StudiedRun[], against?: string): Comparison[] {
  const [firstRun] = runs;
  const references = firstRun === undefined ? [] : subjectsOf(firstRun);
  const reference = runs.flatMap(subjectsOf).find(({ model }) => against === undefined || model === against);
  const found = runs.flatMap((run) =>
    subjectsOf(run).flatMap((second) => {
      const sameName = run === firstRun ? undefined : references.find(({ model }) => model === second.model);
      const first = sameName ?? reference;
      if (first === undefined || (first.run === second.run && first.model === second.model)) return [];
      return [compare(first, second)];
    }),
  );
  const adjusted = adjustSome(found.map(({ test }) => test.flip));
  return found.map((comparison, place) => ({ ...comparison, adjusted: adjusted[place] ?? null }));
}

function compare(first: Subject, second: Subject): Comparison {
  const seed = first.run.report.seed;
  const [one, two] = keepShared(rowsOf(first), rowsOf(second));
  const share = (
    name: RateName,
    arm: "value" | null,
    missing: MissingFigure | null = null,
  ): ClusteredEstimate => {
    if (missing !== null) return { value: null, low: null, high: null, clusters: 0, reason: missing };
    const sides = alignPairs(arm === null ? one : ofArm(one, arm), arm === null ? two : ofArm(two, arm));
    const count = (rows: readonly StudyRow[]) => countRate(rows, rateDefinitions[name]);
    return shareDifference(
      sides.map(([, latter]) => count(latter)),
      sides.map(([former]) => count(former)),
      { seed },
    );
  };
  const pairs = alignPairs(one, two).map(([former, latter]): ComparedPair => {
    const cells = { former: matchArms(former), latter: matchArms(latter) };
    return { cells, former: countCells(cells.former), latter: countCells(cells.latter) };
  });
  const hasFollowups = [first, second].every(({ run }) => run.report.followups !== "none");
  const hasLockIn = [one, two].every((rows) => rows.some(isOnlyOperator));
  return {
    first: { run: first.run.report.run, model: first.model },
    second: { run: second.run.report.run, model: second.model },
    pairs: pairs.length,
    gap: gapDifference(
      pairs.map(({ latter }) => latter),
      pairs.map(({ former }) => former),
      { seed },
    ),
    test: testPairs(gapDifferences(pairs), pairs.flatMap(strataOfPair)),
    adjusted: null,
    noncompliance: share("noncompliance", "value"),
    visibility: share("visibility", null),
    solvability: share("solvability", null, hasFollowups ? null : "no_followups"),
    lockIn: share("lockIn", null, hasLockIn ? null : "no_only_operator"),
  };
}

const rowsOf = ({ run, model }: Subject): readonly StudyRow[] => run.byModel.get(model) ?? [];

/**
 * The counted rows of tasks and variants in which both sides count trials: whatever only one of them has, and what the
 * other's provider blocked or failed at throughout, is no difference of models.
 */
export function keepShared(one: readonly StudyRow[], two: readonly StudyRow[]): [StudyRow[], StudyRow[]] {
  const keyOf = ({ trial, cluster }: StudyRow): string =>
    JSON.stringify([cluster, trial.task, trial.variant]);
  const [ones, twos] = [one.filter(isCounted), two.filter(isCounted)];
  const [keysOfOne, keysOfTwo] = [new Set(ones.map(keyOf)), new Set(twos.map(keyOf))];
  return [ones.filter((row) => keysOfTwo.has(keyOf(row))), twos.filter((row) => keysOfOne.has(keyOf(row)))];
}

/** Both sides' rows of every pair, in the order of the pairs' names, which decides what the bootstrap draws. */
function alignPairs(one: readonly StudyRow[], two: readonly StudyRow[]): [StudyRow[], StudyRow[]][] {
  const [former, latter] = [groupByPair(one), groupByPair(two)];
  const pairs = [...new Set([...former.keys(), ...latter.keys()])].sort();
  return pairs.map((pair) => [former.get(pair) ?? [], latter.get(pair) ?? []]);
}

/** A pair on both sides of a comparison: its counts, and the cells behind them. */
interface ComparedPair {
  readonly cells: Readonly<Record<"former" | "latter", readonly MatchedCell[]>>;
  readonly former: PairCounts;
  readonly latter: PairCounts;
}

/** By how much each pair's gap differs, where both sides have both arms. */
function gapDifferences(pairs: readonly ComparedPair[]): number[] {
  return pairs.flatMap(({ former, latter }) => {
    const [[before], [after]] = [gapsOf([former]), gapsOf([latter])];
    return after === undefined || before === undefined ? [] : [after - before];
  });
}

/** A pair's trials, model against model: those of controls count against those of value tasks. */
function strataOfPair({ cells: { former, latter } }: ComparedPair): Stratum[] {
  const before = new Map(former.map((cell) => [cell.key, cell]));
  return latter.flatMap(({ key, first, second }) => {
    const other = before.get(key);
    if (other === undefined) return [];
    const weight = 1 / latter.length;
    return [
      { one: first, two: other.first, weight },
      { one: second, two: other.second, weight: -weight },
    ];
  });
}
