import { markup, type Content, type Markup } from "../markup.js";
import type { Scale } from "./scale.js";
import { drawStrip, drawTicks, type Mark } from "./strip.js";
import { linkText } from "./strip-table.js";

export interface ForestRow {
  readonly label: Content;
  /** The label and its figure's name as text. */
  readonly says: string;
  readonly text: Content;
  readonly href: string | null;
  readonly mark: Mark;
}

/** Rows that belong together, under a heading. */
export interface ForestGroup {
  readonly title: string | null;
  readonly rows: readonly ForestRow[];
}

/** Intervals one below the other on one scale, their numbers beside them; each row leads to its trials as a whole. */
export function drawForest(caption: Content, scale: Scale, groups: readonly ForestGroup[]): Markup {
  const bodies = groups
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ title, rows }) =>
        markup`<tbody>${title === null ? null : markup`<tr class="group"><th scope="rowgroup" colspan="3">${title}</th></tr>`}${rows.map((row) => drawRow(row, scale))}</tbody>
`,
    );
  return markup`<table class="forest"><caption>${caption}</caption>
${bodies}<tfoot aria-hidden="true"><tr><td></td><td class="plot">${drawTicks(scale)}</td><td></td></tr></tfoot></table>
`;
}

function drawRow({ label, says, text, href, mark }: ForestRow, scale: Scale): Markup {
  return markup`<tr${rowClass(mark)}><th scope="row">${label}</th><td class="plot"><div>${drawStrip(mark, scale)}</div></td><td class="text">${linkText(text, href, says)}</td></tr>
`;
}

function rowClass({ isSummary, dots = [] }: Mark): Markup | null {
  if (isSummary === true) return markup` class="whole"`;
  return dots.length === 0 ? null : markup` class="dotted"`;
}
