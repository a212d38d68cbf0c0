/** A column of a table: its title and where its texts stand. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Lines of aligned columns under their titles, two spaces apart, without trailing spaces. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map((column) => column.title), ...rows.map((row) => row.map(oneLine))];
  const widths = columns.map((_, at) =>
    lines.reduce((width, line) => Math.max(width, (line[at] ?? "").length), 0),
  );
  const format = (line: readonly string[]): string =>
    columns
      .map(({ align }, at) => {
        const text = line[at] ?? "";
        const width = widths[at] ?? 0;
        return align === "right" ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return lines.map(format).join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
