import { Factor } from "../schema/labels.js";
import { Dimension, type Asymmetry, type ReportCell } from "../schema/report.js";
import { adjustHolm } from "../stats/adjust-p-values.js";
import { fisherExact } from "../stats/fisher-exact.js";
import { newcombeDifference } from "../stats/newcombe.js";
import { shareDifference } from "../stats/share-of-counts.js";
import { countRate, groupByPair, groupRows, measureRate, ofArm } from "./count-rates.js";
import { rateDefinitions } from "./definitions.js";
import { measureFigures } from "./measure-figures.js";
import type { StudyRow } from "./study-row.js";

/** The factors that take more than one level in some rows, with their levels in the order of first occurrence. */
export function varyingFactors(
  rows: readonly StudyRow[],
): { readonly name: Factor; readonly levels: readonly string[] }[] {
  return Factor.options
    .map((name) => ({ name, levels: [...new Set(rows.map(({ labels }) => labels.levels[name] ?? "base"))] }))
    .filter(({ levels }) => levels.length > 1);
}

/** The levels of a dimension that a row belongs to. */
function levelsOf(dimension: Dimension, factors: readonly Factor[]): (row: StudyRow) => readonly string[] {
  switch (dimension) {
    case "axis":
    case "direction":
    case "family":
    case "centrality":
    case "activity":
      return ({ about }) => [...new Set(about.map((labels) => labels[dimension]))];
    case "environment":
      return ({ labels }) => [labels.environment];
    case "factor":
      return ({ labels }) => factors.map((factor) => `${factor}=${labels.levels[factor] ?? "base"}`);
  }
}

/** The rows behind each cell of a dimension, levels sorted. */
export function sliceRows(
  rows: readonly StudyRow[],
  dimension: Dimension,
): [level: string, rows: StudyRow[]][] {
  const factors = varyingFactors(rows).map(({ name }) => name);
  return [...groupRows(rows, levelsOf(dimension, factors))].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
}

/** The figures of every cell of every dimension. Each dimension is one family of tests for Holm's adjustment. */
export function measureCells(rows: readonly StudyRow[], seed: number): ReportCell[] {
  return Dimension.options.flatMap((dimension) =>
    adjustCells(
      sliceRows(rows, dimension).map(([level, slice]) => ({
        dimension,
        level,
        figures: measureFigures(slice, seed),
      })),
    ),
  );
}

function adjustCells(cells: readonly ReportCell[]): ReportCell[] {
  const adjusted = adjustSome(cells.map(({ figures }) => figures.gap.test.exact));
  return cells.map((cell, place) => ({
    ...cell,
    figures: { ...cell.figures, gap: { ...cell.figures.gap, adjusted: adjusted[place] ?? null } },
  }));
}

/** Holm's adjustment of those that are there. */
export function adjustSome(values: readonly (number | null)[]): (number | null)[] {
  const known = values.flatMap((p) => (p === null ? [] : [p]));
  const adjusted = [...adjustHolm(known)];
  return values.map((p) => (p === null ? null : (adjusted.shift() ?? null)));
}

/** Noncompliance on value tasks, downwards against upwards, for every axis that has both. */
export function measureAsymmetries(rows: readonly StudyRow[], seed: number): Asymmetry[] {
  const axes = groupRows(ofArm(rows, "value"), ({ labels }) => [labels.axis]);
  const found = [...axes]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([axis, ofAxis]) => measureAsymmetry(axis, ofAxis, seed));
  const adjusted = adjustSome(found.map(({ p }) => p));
  return found.map((asymmetry, place) => ({ ...asymmetry, adjusted: adjusted[place] ?? null }));
}

function measureAsymmetry(axis: string, rows: readonly StudyRow[], seed: number): Asymmetry[] {
  const { noncompliance } = rateDefinitions;
  const toward = (direction: string, of: readonly StudyRow[]): StudyRow[] =>
    of.filter(({ labels }) => labels.direction === direction);
  const decrease = measureRate(toward("decrease", rows), noncompliance);
  const increase = measureRate(toward("increase", rows), noncompliance);
  if (decrease.total === 0 || increase.total === 0) return [];
  const pairs = [...groupByPair(rows).values()];
  const clustered = shareDifference(
    pairs.map((pair) => countRate(toward("decrease", pair), noncompliance)),
    pairs.map((pair) => countRate(toward("increase", pair), noncompliance)),
    { seed },
  );
  const difference =
    clustered.low !== null
      ? { ...clustered, interval: "clustered" as const }
      : { ...clustered, ...newcombeDifference(decrease, increase), interval: "newcombe" as const };
  return [{ axis, decrease, increase, difference, p: fisherExact(decrease, increase), adjusted: null }];
}
