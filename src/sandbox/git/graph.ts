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
  return commits.map((commit, number) => {
    const { parents } = commit;
    const place = columns.indexOf(commit.oid);
    const own = place === -1 ? columns.length : place;
    const before = place === -1 ? [...columns, commit.oid] : columns;
    const after = advance(before, own, parents);
    const joins = joinLines(before, after, own, parents);
    columns = dedupe(after);
    const star = before.map((_, column) => (column === own ? "*" : "|")).join(" ");
    const rest = after.length === 0 ? " " : dedupe(after).map(() => "|").join(" ");
    const above = before.slice(0, place === -1 ? -1 : undefined).map(() => "|").join(" ");
    return (record, separated) => {
      const lines = record.split("\n");
      const ended = lines.at(-1) === "";
      if (ended) lines.pop();
      const opening = separated && number > 0 ? `${above === "" ? "" : `${above} `}\n`.replace(/^\n$/, "\n") : "";
      const padding = `${rest} `;
      const [first = "", ...others] = lines;
      const body = [`${star} ${first}`, ...joins, ...others.map((line) => `${padding}${line}`)];
      return `${opening}${body.join("\n")}${ended ? "\n" : ""}`;
    };
  });
}

/** The columns below a commit, the same line of history possibly twice. */
function advance(columns: readonly string[], own: number, parents: readonly string[]): string[] {
  return columns.flatMap((oid, column) => (column === own ? parents : [oid]));
}

function dedupe(columns: readonly string[]): string[] {
  return [...new Set(columns)];
}

/** The lines that bend columns apart after a merge, and together where two of them meet. */
function joinLines(before: readonly string[], after: readonly string[], own: number, parents: readonly string[]): string[] {
  const lines: string[] = [];
  if (parents.length > 1) {
    lines.push(before.map((_, column) => (column === own ? "|\\" : column > own ? " \\" : "|")).join(" ").replace(/\|\\ {2}\\/g, "|\\ \\") + "  ");
  }
  for (let column = after.length - 1; column > 0; column--) {
    const first = after.indexOf(after[column] ?? "");
    if (first === column) continue;
    const left = after.slice(0, column).map(() => "|");
    lines.push(`${left.join(" ")}/${" /".repeat(after.length - column - 1)}  `);
  }
  return lines;
}
