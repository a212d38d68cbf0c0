import type { ReportTable, TableRow } from "../tables/table.js";
import { markup, type Markup } from "./markup.js";

/** A table with caption and heads; each number is a link to the trials behind its row. */
export function htmlTable({ id, title, note, head, numbersFrom, rows }: ReportTable): Markup {
  const heads = head.map(
    (text, column) => markup`<th scope="col"${numberClass(column >= numbersFrom)}>${text}</th>`,
  );
  return markup`<section aria-labelledby="${id}-h"><h3 id="${id}-h">${title}</h3><div class="scroll" role="region" tabindex="0" aria-labelledby="${id}-c"><table>
<caption id="${id}-c">${title}</caption>
<thead><tr>${heads}</tr></thead><tbody>
${rows.map((row) => htmlRow(row, numbersFrom))}</tbody></table></div><p class="note">${note}</p></section>
`;
}

function htmlRow({ cells, slice }: TableRow, numbersFrom: number): Markup {
  const isBelow = cells.some((cell, column) => column < numbersFrom && cell.startsWith("  "));
  return markup`<tr${isBelow ? markup` class="below"` : null}>${cells.map((cell, column) => {
    if (column < numbersFrom) return markup`<th scope="row">${cell.trim()}</th>`;
    const isNumber = /\d/.test(cell);
    const content = isNumber && slice !== undefined ? markup`<a href="#${slice}">${cell}</a>` : cell;
    return markup`<td${isNumber ? numberClass(true) : cellClass(cell)}>${content}</td>`;
  })}</tr>
`;
}

const numberClass = (isNumber: boolean): Markup | null => (isNumber ? markup` class="number"` : null);
const cellClass = (cell: string): Markup | null => (cell.length > 40 ? markup` class="wrap"` : null);
