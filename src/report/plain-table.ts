import Table from "cli-table3";
import { printable } from "./printable.js";

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
  // Before it is laid out: what a name's control characters are shown as takes room.
  table.push(...rows.map((row) => row.map((cell) => (typeof cell === "string" ? printable(cell) : cell))));
  return table.toString();
}

/**
 * The table, or where it is wider than the screen its rows one below the other: the first `names` cells as a heading, then a
 * line for each cell that says something.
 */
export function fittingTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { rightFrom, names }: { readonly rightFrom: number; readonly names: number },
  width = Infinity,
): string {
  const table = plainTable(head, rows, rightFrom);
  if (table.indexOf("\n") <= width) return table;
  const longest = Math.max(...head.map(({ length }) => length));
  return rows
    .map((row) => {
      const named = row.slice(0, names).map((cell) => printable(cell));
      const lines = row
        .slice(names)
        .flatMap((cell, place) =>
          cell === "" ? [] : [`  ${(head[names + place] ?? "").padEnd(longest)}  ${printable(cell)}`],
        );
      return [named.join("  "), ...lines].join("\n");
    })
    .join("\n");
}
