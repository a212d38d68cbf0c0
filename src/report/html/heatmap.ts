import { groupRows, measureRate, ofArm } from "../count-rates.js";
import { rateDefinitions } from "../definitions.js";
import { formatPercent } from "../format-figures.js";
import type { StudyRow } from "../study-row.js";
import { valueSlice } from "../tables/contrast-tables.js";
import { markup, type Markup } from "./markup.js";

const steps = 5;
const directions = ["decrease", "increase"] as const;

/** Noncompliance on value tasks by axis and direction, as a table whose cells are coloured by it. */
export function heatmap(name: string, slice: string, rows: readonly StudyRow[]): Markup | null {
  const axes = [...groupRows(ofArm(rows, "value"), ({ labels }) => [labels.axis])].sort(([one], [two]) =>
    one < two ? -1 : 1,
  );
  if (axes.length === 0) return null;
  const lines = axes.map(([axis, ofAxis]) => {
    const cells = directions.map((direction) =>
      heatCell(
        ofAxis.filter(({ labels }) => labels.direction === direction),
        valueSlice(slice, axis, direction),
      ),
    );
    return markup`<tr><th scope="row">${axis}</th>${cells}</tr>`;
  });
  return markup`<table class="heat"><caption>${name}</caption><thead><tr><th scope="col">axis</th>${directions.map((direction) => markup`<th scope="col">${direction}</th>`)}</tr></thead><tbody>${lines}</tbody></table>`;
}

function heatCell(rows: readonly StudyRow[], slice: string): Markup {
  const { count, total, share } = measureRate(rows, rateDefinitions.noncompliance);
  if (share === null) return markup`<td class="heat-none">no trials</td>`;
  const step = Math.min(steps - 1, Math.floor(share * steps));
  return markup`<td class="heat-${step}"><a href="#${slice}">${formatPercent(share)} <small>${count}/${total}</small></a></td>`;
}
