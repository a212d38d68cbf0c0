import Table from "cli-table3";

/** A table without colour, so that it can be piped and pasted. Columns from `rightFrom` on are aligned right. */
export function plainTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  rightFrom = head.length,
): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column < rightFrom ? "left" : "right")),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
