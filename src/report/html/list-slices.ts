import { Dimension } from "../../schema/report.js";
import { groupRows, ofArm } from "../count-rates.js";
import { awarenessOf } from "../definitions.js";
import { sliceRows } from "../measure-cells.js";
import type { StudiedRun } from "../studied-run.js";
import type { StudyRow } from "../study-row.js";
import { modelSlice, partSlice } from "../tables/table.js";

/** The trials behind the numbers of a table's row. */
export interface Slice {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly StudyRow[];
}

/** Every slice that tables and plots name. */
export function listSlices(runs: readonly StudiedRun[]): Slice[] {
  return runs.flatMap(({ report, byModel }, runPlace) =>
    report.models.flatMap(({ model }, modelPlace) => {
      const rows = byModel.get(model) ?? [];
      const name = runs.length === 1 ? model : `${report.run}, ${model}`;
      return modelSlices(modelSlice(runPlace, modelPlace), name, rows);
    }),
  );
}

function modelSlices(id: string, name: string, rows: readonly StudyRow[]): Slice[] {
  const aware = (["aware", "unaware"] as const).map((level) => ({
    id: partSlice(id, "awareness", level),
    title: `${name}: ${level}`,
    rows: rows.filter((row) => awarenessOf(row) === level),
  }));
  const parts = Dimension.options.flatMap((dimension) =>
    sliceRows(rows, dimension).map(([level, slice]) => ({
      id: partSlice(id, dimension, level),
      title: `${name}: ${dimension === "factor" ? "" : `${dimension} `}${level}`,
      rows: slice,
    })),
  );
  const values = [
    ...groupRows(ofArm(rows, "value"), ({ labels }) => [`${labels.axis} ${labels.direction}`]),
  ].map(([value, slice]) => ({
    id: partSlice(id, "value", value),
    title: `${name}: value tasks, ${value}`,
    rows: slice,
  }));
  return [
    { id, title: `${name}: all trials`, rows },
    ...values,
    ...aware.filter((slice) => slice.rows.length > 0),
    ...parts,
  ];
}
