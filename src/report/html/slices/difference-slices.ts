import type { Comparison, RateName } from "../../../schema/report.js";
import { keepShared } from "../../compare-models.js";
import { rateDefinitions } from "../../definitions.js";
import { ofArm } from "../../count-rates.js";
import type { StudyRow } from "../../study-row.js";
import { differenceName } from "../../tables/table.js";
import type { PageSubject } from "../subjects.js";
import { comparisonSlice } from "./pair-slices.js";
import { rateWords } from "./rate-slice.js";
import type { Slice } from "./slice.js";

/** Two models or runs against each other, with the trials of each that are compared. */
export interface Difference {
  readonly id: string;
  readonly comparison: Comparison;
  readonly first: PageSubject;
  readonly second: PageSubject;
  readonly rows: { readonly first: readonly StudyRow[]; readonly second: readonly StudyRow[] };
}

/** The figures of a difference that trials stand behind. */
export type DifferenceFigure = "gap" | "noncompliance" | "visibility" | "solvability" | "lockIn";

/** Every comparison of a report, in its order. */
export function listDifferences(
  comparisons: readonly Comparison[],
  subjects: readonly PageSubject[],
): Difference[] {
  const find = ({ run, model }: Comparison["first"]): PageSubject | undefined =>
    subjects.find((subject) => subject.run.run === run && subject.model.model === model);
  return comparisons.flatMap((comparison, place): Difference[] => {
    const [first, second] = [find(comparison.first), find(comparison.second)];
    if (first === undefined || second === undefined) return [];
    const [one, two] = keepShared(first.rows, second.rows);
    return [{ id: differenceName(place), comparison, first, second, rows: { first: one, second: two } }];
  });
}

/** The trials of both sides behind one figure of a difference; null where there is no figure. */
export function differenceSlice(difference: Difference, figure: DifferenceFigure): Slice | null {
  const { id, comparison, first, second, rows } = difference;
  if (comparison[figure].value === null) return null;
  const title = `${second.says} minus ${first.says}`;
  const sides = [
    { name: second.alias ?? second.says, rows: rows.second },
    { name: first.alias ?? first.says, rows: rows.first },
  ];
  if (figure === "gap") return comparisonSlice(id, title, sides);
  return {
    id: `${id}--${figure.toLowerCase()}`,
    title: `${title}: ${rateWords[figure][0]}`,
    says: "The tasks and variants that count trials on both sides.",
    groups: sides.flatMap((side) => splitSide(side, figure)),
  };
}

function splitSide(
  { name, rows }: { readonly name: string; readonly rows: readonly StudyRow[] },
  figure: RateName & DifferenceFigure,
): Slice["groups"] {
  const { among, counts } = rateDefinitions[figure];
  const [, yes, no] = rateWords[figure];
  const denominator = (figure === "noncompliance" ? ofArm(rows, "value") : rows).filter(among);
  return [
    { title: `${name}: ${yes}`, rows: denominator.filter(counts) },
    { title: `${name}: ${no}`, rows: denominator.filter((row) => !counts(row)) },
  ];
}
