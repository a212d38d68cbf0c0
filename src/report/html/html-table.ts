import type { ReportTable, TableRow } from "../tables/table.js";
import type { DrawCell } from "./link-cells.js";
import { isolate, markup, type Content, type Markup } from "./markup.js";
import { inProse } from "./words.js";

/** A table with caption and heads in a region that scrolls; each number that counts trials leads to them. */
export function htmlTable(table: ReportTable, next: string, drawCell: DrawCell): Markup {
  const { id, title, note, head, rows } = table;
  const kinds = head.map((_, column) => kindOf(table, column));
  const heads = head.map((text, column) => markup`<th scope="col"${classOf(kinds[column])}>${text}</th>`);
  return markup`<a class="skip" href="#${next}">Skip the table ${title}</a><div class="scroll" role="region" tabindex="0" aria-label="Table: ${title}" id="${tableAnchor(id)}"><table class="figures">
<caption>${title}</caption>
<thead><tr>${heads}</tr></thead><tbody>
${rows.map((row) => htmlRow(row, table, kinds, drawCell))}</tbody></table></div><p class="note">${note}</p>
`;
}

/** The id of a table's region. */
export const tableAnchor = (id: string): string => `table-${id}`;

type Kind = "name" | "number" | "text" | "words" | "long";

/** Columns that say several things: they are broken into lines before others are cut off. */
const wordy: ReadonlySet<string> = new Set(["aware", "judge"]);

/** A column of numbers stands right, one with words left, and one of long texts is broken into lines. */
function kindOf({ head, numbersFrom, rowHeads = numbersFrom, rows }: ReportTable, column: number): Kind {
  if (column < rowHeads) return "name";
  if (wordy.has(head[column] ?? "")) return "words";
  const cells = rows.map((row) => row.cells[column] ?? "");
  if (cells.some((cell) => cell.length > 44)) return "long";
  return cells.every((cell) => /^$|^[-+−–<[\d]|^F \d|^(not asked|no answer)/.test(cell)) ? "number" : "text";
}

const classOf = (kind: Kind | undefined): Markup | null =>
  kind === "number" || kind === "words" || kind === "long" ? markup` class="${kind}"` : null;

function htmlRow(row: TableRow, table: ReportTable, kinds: readonly Kind[], drawCell: DrawCell): Markup {
  const isBelow = row.cells.some((cell, column) => kinds[column] === "name" && cell.startsWith("  "));
  const drawn = row.cells.map((cell, column) => {
    if (kinds[column] === "name") return markup`<th scope="row">${nameText(cell.trim())}</th>`;
    return markup`<td${classOf(kinds[column])}>${drawCell(table, row, column)}</td>`;
  });
  return markup`<tr${isBelow ? markup` class="below"` : null}>${drawn}</tr>
`;
}

const nameText = (name: string): Content => {
  const prose = inProse(name);
  return typeof prose === "string" ? isolate(name) : prose;
};
