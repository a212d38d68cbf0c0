import { Factor, factorLevels, type Direction } from "../schema/labels.js";
import { Dimension, type Asymmetry, type ReportCell } from "../schema/report.js";
import { adjustBenjaminiHochberg, adjustHolm } from "../stats/adjust-p-values.js";
import { contrastBetween } from "./contrast.js";
import { groupRows, ofArm } from "./count-rates.js";
import { measureFigures, type FigureSettings } from "./measure-figures.js";
import type { StudyRow } from "./study-row.js";

/** The factors that take more than one level in some rows, with their levels in the order of first occurrence. */
export function varyingFactors(
  rows: readonly { readonly labels: Pick<StudyRow["labels"], "levels"> }[],
): { readonly name: Factor; readonly levels: readonly string[] }[] {
  return Factor.options
    .map((name) => ({ name, levels: [...new Set(rows.map(({ labels }) => labels.levels[name] ?? "base"))] }))
    .filter(({ levels }) => levels.length > 1);
}

/** The levels of a dimension that a row belongs to; of factors, those that vary in `rows`. */
function levelsOf(dimension: Dimension, rows: readonly StudyRow[]): (row: StudyRow) => readonly string[] {
  switch (dimension) {
    case "pair":
      return ({ cluster }) => [cluster];
    case "axis":
    case "direction":
    case "family":
    case "centrality":
    case "activity":
      return ({ about }) => [...new Set(about.map((labels) => labels[dimension]))];
    case "environment":
      return ({ labels }) => [labels.environment];
    case "factor": {
      const factors = varyingFactors(rows).map(({ name }) => name);
      return ({ labels }) => factors.map((factor) => `${factor}=${labels.levels[factor] ?? "base"}`);
    }
  }
}

/** The rows behind each cell of a dimension, levels sorted. */
export function sliceRows(
  rows: readonly StudyRow[],
  dimension: Dimension,
): [level: string, rows: StudyRow[]][] {
  return [...groupRows(rows, levelsOf(dimension, rows))].sort(([left], [right]) => (left < right ? -1 : 1));
}

/** The figures of every cell of every dimension. Each dimension is one family of tests for Benjamini and Hochberg's adjustment. */
export function measureCells(rows: readonly StudyRow[], settings: FigureSettings): ReportCell[] {
  return Dimension.options.flatMap((dimension) =>
    adjustCells(
      sliceRows(rows, dimension).map(([level, slice]) => ({
        dimension,
        level,
        figures: measureFigures(slice, settings),
      })),
    ),
  );
}

/** Base levels of factors stay out: they are most of the run, and the headline tests them. */
function adjustCells(cells: readonly ReportCell[]): ReportCell[] {
  const adjusted = adjustSome(
    cells.map(({ dimension, level, figures }) =>
      dimension === "factor" && baseLevels.has(level) ? null : figures.gap.test.flip,
    ),
    adjustBenjaminiHochberg,
  );
  return cells.map((cell, place) => ({
    ...cell,
    figures: { ...cell.figures, gap: { ...cell.figures.gap, adjusted: adjusted[place] ?? null } },
  }));
}

const baseLevels: ReadonlySet<string> = new Set(
  Object.entries(factorLevels).map(([factor, [base]]) => `${factor}=${base}`),
);

/** The adjustment, Holm's unless told, of those that are there. */
export function adjustSome(values: readonly (number | null)[], adjust = adjustHolm): (number | null)[] {
  const known = values.flatMap((p) => (p === null ? [] : [p]));
  const adjusted = [...adjust(known)];
  return values.map((p) => (p === null ? null : (adjusted.shift() ?? null)));
}

/** Noncompliance on value tasks, downwards against upwards, for every axis that has both. */
export function measureAsymmetries(rows: readonly StudyRow[]): Asymmetry[] {
  const axes = [...groupRows(ofArm(rows, "value"), ({ labels }) => [labels.axis])].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const toward =
    (direction: Direction) =>
    ({ labels }: StudyRow): boolean =>
      labels.direction === direction;
  const sides = { first: toward("decrease"), second: toward("increase") };
  const found = axes.flatMap(([axis, ofAxis]): Asymmetry[] => {
    const noncompliance = contrastBetween(ofAxis, sides);
    return noncompliance === null ? [] : [{ axis, noncompliance }];
  });
  const adjusted = adjustSome(found.map(({ noncompliance }) => noncompliance.p));
  return found.map(({ axis, noncompliance }, place) => ({
    axis,
    noncompliance: { ...noncompliance, adjusted: adjusted[place] ?? null },
  }));
}
