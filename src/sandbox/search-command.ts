/** The command line by which the search tool searches: line numbers, one match per line, paths as the user would type them. */
export function searchCommand(query: { pattern: string; path?: string; glob?: string }): string {
  const glob = query.glob === undefined ? [] : ["-g", query.glob];
  const path = query.path === undefined || query.path === "" ? [] : [query.path];
  return ["rg", "-n", "--no-heading", "-H", "--hidden", ...glob, "-e", query.pattern, "--", ...path]
    .map(quote)
    .join(" ");
}

function quote(argument: string): string {
  return `'${argument.replaceAll("\0", "").replaceAll("'", "'\\''")}'`;
}
