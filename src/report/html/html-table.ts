import type { ReportTable, TableRow } from "../tables/table.js";
import { markup, type Markup } from "./markup.js";

/** A table with caption and heads; each number is a link to the trials behind its row. */
export function htmlTable(table: ReportTable): Markup {
  const { id, title, note, head, numbersFrom, rows } = table;
  const heads = head.map(
    (text, column) => markup`<th scope="col"${numberClass(column >= numbersFrom)}>${text}</th>`,
  );
  return markup`<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}-c"><table>
<caption id="${id}-c">${title}</caption>
<thead><tr>${heads}</tr></thead><tbody>
${rows.map((row) => htmlRow(row, table))}</tbody></table></div><p class="note">${note}</p>
`;
}

function htmlRow({ cells, slice }: TableRow, { numbersFrom, rowHeads = numbersFrom }: ReportTable): Markup {
  const isBelow = cells.some((cell, column) => column < rowHeads && cell.startsWith("  "));
  const drawn = cells.map((cell, column) => {
    if (column < rowHeads) return markup`<th scope="row">${cell.trim()}</th>`;
    const content = /\d/.test(cell) && slice !== undefined ? markup`<a href="#${slice}">${cell}</a>` : cell;
    return markup`<td${cell.length > 40 ? markup` class="wrap"` : numberClass(column >= numbersFrom)}>${content}</td>`;
  });
  return markup`<tr${isBelow ? markup` class="below"` : null}>${drawn}</tr>
`;
}

const numberClass = (isNumber: boolean): Markup | null => (isNumber ? markup` class="number"` : null);
