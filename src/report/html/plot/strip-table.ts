import { markup, type Content, type Markup } from "../markup.js";
import type { Scale } from "./scale.js";
import { drawStrip, drawTicks, type Mark } from "./strip.js";

/** A number as text, where it leads, and its mark. */
export interface StripCell {
  readonly text: Content;
  /** What stands below the number, in small. */
  readonly note?: Content;
  readonly href: string | null;
  /** Whose number it is, for those who listen; the text follows it. */
  readonly says: string;
  readonly mark: Mark | null;
}

interface StripColumn {
  readonly title: string;
  /** Null for a column of words alone. */
  readonly scale: Scale | null;
}

export interface StripRow {
  readonly label: Content;
  readonly isMain: boolean;
  /** One per column. */
  readonly cells: readonly (StripCell | null)[];
}

/** More rows than this are drawn closer. */
const mostRoomy = 8;

/** Numbers with their marks in columns; each cell is a link as a whole, and on narrow screens a row becomes a list. */
export function stripTable(
  caption: string,
  columns: readonly StripColumn[],
  rows: readonly StripRow[],
): Markup {
  const heads = columns.map(({ title }) => markup`<th scope="col">${title}</th>`);
  const drawn = rows.map(
    ({ label, isMain, cells }) =>
      markup`<tr class="${isMain ? "main" : "sub"}"><th scope="row">${label}</th>${columns.map((column, place) => drawCell(cells[place] ?? null, column))}</tr>
`,
  );
  const ticks = columns.map(({ scale }) => markup`<td>${scale === null ? null : drawTicks(scale)}</td>`);
  return markup`<table class="strips${rows.length > mostRoomy ? " dense" : ""}"><caption class="quiet">${caption}</caption><thead><tr><td></td>${heads}</tr></thead><tbody>
${drawn}</tbody><tfoot aria-hidden="true"><tr><td></td>${ticks}</tr></tfoot></table>
`;
}

function drawCell(cell: StripCell | null, { title, scale }: StripColumn): Markup {
  if (cell === null) return markup`<td class="none"></td>`;
  const note = cell.note === undefined ? null : markup`<small>${cell.note}</small>`;
  const strip = scale === null || cell.mark === null ? null : drawStrip(cell.mark, scale);
  return markup`<td><div class="cell" data-head="${title}"><span class="figure">${linkText(cell.text, cell.href, `${cell.says}, ${title}`)}</span>${strip}${note}</div></td>`;
}

/** Text as a link to its trials; as text where there are none. Whose it is comes first for those who listen. */
export function linkText(text: Content, href: string | null, says: string): Markup {
  return href === null
    ? markup`${text}`
    : markup`<a href="${href}"><span class="quiet">${says}: </span>${text}</a>`;
}
