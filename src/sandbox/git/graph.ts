/** A commit with the commits to draw its lines to. */
export interface DrawnCommit {
  readonly oid: string;
  readonly parents: readonly string[];
}

/** Draws one record: its text, and whether a blank line separates it from the one before. */
export type GraphPrefix = (record: string, separated: boolean) => string;

/**
 * The columns that `--graph` draws before each record, newest first. Lines of history are columns; a
 * column ends where its commit is drawn, and a merge opens one for each further parent.
 */
export function graphPrefixes(commits: readonly DrawnCommit[]): GraphPrefix[] {
  let columns: string[] = [];
  return commits.map((commit) => {
    const place = columns.indexOf(commit.oid);
    const own = place === -1 ? columns.length : place;
    const before = place === -1 ? [...columns, commit.oid] : columns;
    const after = before.flatMap((oid, column) => (column === own ? commit.parents : [oid]));
    const width = 2 * (before.length + Math.max(commit.parents.length, 1) - 1);
    const above = bars(columns);
    columns = [...new Set(after)];
    const star = before.map((_, column) => (column === own ? "* " : "| ")).join("");
    const drawn = [star, ...mergeLines(before.length, own, commit.parents.length), ...joinLines(after)].map(
      (line) => line.padEnd(width),
    );
    const rest = bars(columns).padEnd(width);
    return (record, separated) => (separated ? `${above.padEnd(width)}\n` : "") + zip(record, drawn, rest);
  });
}

function bars(columns: readonly string[]): string {
  return columns.map(() => "| ").join("");
}

/** Puts the drawn lines before the record's lines; what is left of either goes on alone. */
function zip(record: string, drawn: readonly string[], rest: string): string {
  const ended = record.endsWith("\n");
  const lines = (ended ? record.slice(0, -1) : record).split("\n");
  const body = lines.map((line, number) => `${drawn[number] ?? rest}${line}`);
  return `${[...body, ...drawn.slice(lines.length)].join("\n")}${ended ? "\n" : ""}`;
}

/** The line on which a merge's further parents part from it. */
function mergeLines(columns: number, own: number, parents: number): string[] {
  if (parents < 2) return [];
  const left = "| ".repeat(own);
  return [`${left}|${"\\ ".repeat(parents - 1)}${"\\ ".repeat(columns - own - 1)}`];
}

/** The lines on which columns with the same goal come together. */
function joinLines(after: readonly string[]): string[] {
  const lines: string[] = [];
  for (let column = after.length - 1; column > 0; column--) {
    if (after.indexOf(after[column] ?? "") === column) continue;
    const right = after
      .slice(column + 1)
      .filter((oid, place) => after.indexOf(oid) === column + 1 + place).length;
    lines.push(`${"| ".repeat(column - 1)}|/ ${"/ ".repeat(right)}`);
  }
  return lines;
}
