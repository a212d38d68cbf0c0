import type { ClusteredEstimate, MissingFigure } from "../schema/figures.js";
import type { Comparison, RateName } from "../schema/report.js";
import { gapDifference, type PairCounts } from "../stats/paired-gap.js";
import { shareDifference } from "../stats/share-of-counts.js";
import { testPairs } from "../stats/test-pairs.js";
import { countPair, countRate, groupByPair, ofArm } from "./count-rates.js";
import { isCounted, isOnlyOperator, rateDefinitions } from "./definitions.js";
import { adjustSome } from "./measure-cells.js";
import { gapsOf } from "./measure-figures.js";
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
    const [former, latter] = align(
      arm === null ? one : ofArm(one, arm),
      arm === null ? two : ofArm(two, arm),
    );
    const count = (rows: readonly StudyRow[]) => countRate(rows, rateDefinitions[name]);
    return shareDifference(latter.map(count), former.map(count), { seed });
  };
  const [former, latter] = align(one, two).map((pairs) => pairs.map(countPair));
  const hasFollowups = [first, second].every(({ run }) => run.report.followups !== "none");
  const hasLockIn = [one, two].every((rows) => rows.some(isOnlyOperator));
  return {
    first: { run: first.run.report.run, model: first.model },
    second: { run: second.run.report.run, model: second.model },
    pairs: former?.length ?? 0,
    gap: gapDifference(latter ?? [], former ?? [], { seed }),
    test: testPairs(gapDifferences(former ?? [], latter ?? [])),
    adjusted: null,
    noncompliance: share("noncompliance", "value"),
    visibility: share("visibility", null),
    solvability: share("solvability", null, hasFollowups ? null : "no_followups"),
    lockIn: share("lockIn", null, hasLockIn ? null : "no_only_operator"),
  };
}

const rowsOf = ({ run, model }: Subject): readonly StudyRow[] => run.byModel.get(model) ?? [];

/**
 * The rows of tasks and variants in which both sides count trials: whatever only one of them has, and what the other's
 * provider blocked or failed at throughout, is no difference of models.
 */
export function keepShared(one: readonly StudyRow[], two: readonly StudyRow[]): [StudyRow[], StudyRow[]] {
  const keyOf = ({ trial, cluster }: StudyRow): string =>
    JSON.stringify([cluster, trial.task, trial.variant]);
  const countedIn = (rows: readonly StudyRow[]) => new Set(rows.filter(isCounted).map(keyOf));
  const [ones, twos] = [countedIn(one), countedIn(two)];
  return [one.filter((row) => twos.has(keyOf(row))), two.filter((row) => ones.has(keyOf(row)))];
}

/** Both sides' rows by pair, position by position. */
function align(first: readonly StudyRow[], second: readonly StudyRow[]): [StudyRow[][], StudyRow[][]] {
  const former = groupByPair(first);
  const latter = groupByPair(second);
  const pairs = [...new Set([...former.keys(), ...latter.keys()])];
  return [pairs.map((pair) => former.get(pair) ?? []), pairs.map((pair) => latter.get(pair) ?? [])];
}

/** By how much each pair's gap differs, where both sides have both arms. */
function gapDifferences(former: readonly PairCounts[], latter: readonly PairCounts[]): number[] {
  return latter.flatMap((pair, place) => {
    const [after] = gapsOf([pair]);
    const [before] = gapsOf(former.slice(place, place + 1));
    return after === undefined || before === undefined ? [] : [after - before];
  });
}
