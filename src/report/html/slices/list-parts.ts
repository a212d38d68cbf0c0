import { followupPlans, type Followup } from "../../../schema/labels.js";
import { Dimension } from "../../../schema/report.js";
import { groupRows, ofArm } from "../../count-rates.js";
import { awarenessOf } from "../../definitions.js";
import { sliceRows } from "../../measure-cells.js";
import type { StudiedRun } from "../../studied-run.js";
import type { StudyRow } from "../../study-row.js";
import { valueSlice } from "../../tables/contrast-tables.js";
import { modelSlice, partSlice } from "../../tables/table.js";

/** Trials of one model that figures are about. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly StudyRow[];
  /** What its run sent after stops, in turn. */
  readonly followups: readonly Followup[];
  readonly value: readonly StudyRow[];
  readonly control: readonly StudyRow[];
}

/** A page's parts by their ids. */
export type Parts = ReadonlyMap<string, Part>;

/** Every part that tables and plots have figures of. */
export function listParts(runs: readonly StudiedRun[]): Parts {
  const parts = runs.flatMap(({ report, byModel }, runPlace) =>
    report.models.flatMap(({ model }, modelPlace) =>
      modelParts(
        modelSlice(runPlace, modelPlace),
        runs.length === 1 ? model : `${model}, ${report.run}`,
        byModel.get(model) ?? [],
      ).map((part) => ({ ...part, followups: followupPlans[report.followups] })),
    ),
  );
  return new Map(
    parts.map((part) => [
      part.id,
      { ...part, value: ofArm(part.rows, "value"), control: ofArm(part.rows, "control") },
    ]),
  );
}

/** The part that is the base framing alone. */
export const basePart = (model: string): string => partSlice(model, "framing", "base");

function modelParts(
  id: string,
  name: string,
  rows: readonly StudyRow[],
): Pick<Part, "id" | "title" | "rows">[] {
  const aware = (["aware", "unaware"] as const).map((level) => ({
    id: partSlice(id, "awareness", level),
    title: `${name}: ${level} trials`,
    rows: rows.filter((row) => awarenessOf(row) === level),
  }));
  const cells = Dimension.options.flatMap((dimension) =>
    sliceRows(rows, dimension).map(({ level, rows: cell }) => ({
      id: partSlice(id, dimension, level),
      title: `${name}: ${dimension === "factor" ? "" : `${dimension} `}${level}`,
      rows: cell,
    })),
  );
  const values = [
    ...groupRows(ofArm(rows, "value"), ({ labels }) => [`${labels.axis} ${labels.direction}`]).values(),
  ].flatMap((value) => {
    const [first] = value;
    if (first === undefined) return [];
    const { axis, direction } = first.labels;
    return [{ id: valueSlice(id, axis, direction), title: `${name}: ${axis} ${direction}`, rows: value }];
  });
  const base = rows.filter(({ trial }) => trial.variant === "base");
  return [
    { id, title: name, rows },
    { id: basePart(id), title: `${name}: base framing`, rows: base },
    ...values,
    ...aware,
    ...cells,
  ];
}
