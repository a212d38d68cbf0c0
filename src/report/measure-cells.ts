import type { Gap } from "../schema/figures.js";
import { Factor, factorLevels, type Direction } from "../schema/labels.js";
import { Dimension, type Asymmetry, type ReportCell } from "../schema/report.js";
import { adjustBenjaminiHochberg, adjustHolm } from "../stats/adjust-p-values.js";
import { contrastBetween } from "./contrast.js";
import { groupRows, ofArm } from "./count-rates.js";
import { levelOf, matchLevels } from "./match-levels.js";
import { measureFigures, type FigureSettings } from "./measure-figures.js";
import type { StudyRow } from "./study-row.js";

/** The factors that take more than one level in some rows, with their levels in the order of first occurrence. */
export function varyingFactors(
  rows: readonly { readonly labels: Pick<StudyRow["labels"], "levels"> }[],
): { readonly name: Factor; readonly levels: readonly string[] }[] {
  return Factor.options
    .map((name) => ({ name, levels: [...new Set(rows.map(({ labels }) => levelOf(labels, name)))] }))
    .filter(({ levels }) => levels.length > 1);
}

/** The levels of a dimension that a row belongs to. */
const levelsOf: Readonly<Record<Exclude<Dimension, "factor">, (row: StudyRow) => readonly string[]>> = {
  pair: ({ cluster }) => [cluster],
  axis: aboutIts("axis"),
  direction: aboutIts("direction"),
  family: aboutIts("family"),
  centrality: aboutIts("centrality"),
  activity: aboutIts("activity"),
  environment: ({ labels }) => [labels.environment],
};

function aboutIts(
  label: "axis" | "direction" | "family" | "centrality" | "activity",
): (row: StudyRow) => readonly string[] {
  return ({ about }) => [...new Set(about.map((labels) => labels[label]))];
}

/** The rows behind a cell of a dimension. */
export interface CellRows {
  readonly level: string;
  readonly rows: readonly StudyRow[];
  /** False for a level of a factor where the levels ran in different framings. */
  readonly matched: boolean;
}

/** The rows behind each cell of a dimension, levels sorted. */
export function sliceRows(rows: readonly StudyRow[], dimension: Dimension): CellRows[] {
  const cells = dimension === "factor" ? sliceFactors(rows) : sliceBy(rows, levelsOf[dimension]);
  return cells.sort((one, other) => (one.level < other.level ? -1 : 1));
}

function sliceBy(
  rows: readonly StudyRow[],
  levelsOfRow: (row: StudyRow) => readonly string[],
  matched = true,
): CellRows[] {
  return [...groupRows(rows, levelsOfRow)].map(([level, slice]) => ({ level, rows: slice, matched }));
}

/** The levels of every factor that varies, over the framings that compare them fairly; over all where there are none. */
function sliceFactors(rows: readonly StudyRow[]): CellRows[] {
  return varyingFactors(rows).flatMap(({ name }) => {
    const fair = matchLevels(rows, name);
    return sliceBy(fair ?? rows, ({ labels }) => [`${name}=${levelOf(labels, name)}`], fair !== null);
  });
}

/** The figures of every cell of every dimension. Each dimension is one family of tests for Benjamini and Hochberg's adjustment. */
export function measureCells(rows: readonly StudyRow[], settings: FigureSettings): ReportCell[] {
  return Dimension.options.flatMap((dimension) =>
    adjustCells(
      sliceRows(rows, dimension).map(({ level, rows: slice, matched }) => ({
        dimension,
        level,
        matched,
        figures: matched ? measureFigures(slice, settings) : measureFigures(slice, settings, unmatchedGap),
      })),
    ),
  );
}

/** Where levels of other factors come with a level, its gap would be theirs as well. */
const unmatchedGap: Gap = {
  value: null,
  low: null,
  high: null,
  clusters: 0,
  reason: "levels_not_matched",
  interval: null,
  test: { more: 0, fewer: 0, sign: null, flip: null },
  adjusted: null,
};

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
