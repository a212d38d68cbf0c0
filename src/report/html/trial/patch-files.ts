/** What a patch does to one file, line by line as git wrote it. */
export interface PatchFile {
  readonly path: string;
  /** What became of it, where more than its lines changed. */
  readonly what: "created" | "deleted" | "renamed" | "binary" | null;
  readonly added: number;
  readonly removed: number;
  /** From the first hunk on. */
  readonly lines: readonly string[];
}

/** The files of a git patch. Nothing is checked: it is for looking at. */
export function splitPatch(patch: string): PatchFile[] {
  const files: string[][] = [];
  for (const line of patch.replace(/\n$/, "").split("\n")) {
    if (line.startsWith("diff --git ")) files.push([line]);
    else files.at(-1)?.push(line);
  }
  return files.map(readFile);
}

function readFile(lines: readonly string[]): PatchFile {
  const found = lines.findIndex((line) => line.startsWith("@@ "));
  const start = found < 0 ? lines.length : found;
  const header = lines.slice(0, start);
  const after = (word: string): string | undefined =>
    header.find((line) => line.startsWith(word))?.slice(word.length);
  const body = lines.slice(start);
  const isIn = (word: string): boolean => header.some((line) => line.startsWith(word));
  return {
    path: readPath(header[0] ?? "", after),
    what: isIn("GIT binary patch")
      ? "binary"
      : isIn("new file mode")
        ? "created"
        : isIn("deleted file mode")
          ? "deleted"
          : isIn("rename from")
            ? "renamed"
            : null,
    added: body.filter((line) => line.startsWith("+")).length,
    removed: body.filter((line) => line.startsWith("-")).length,
    lines: body,
  };
}

/** The path as git prints it: quoted where it holds unusual characters. */
function readPath(first: string, after: (word: string) => string | undefined): string {
  const [from, to] = [after("rename from "), after("rename to ")];
  if (from !== undefined && to !== undefined) return `${from} → ${to}`;
  const name = [after("+++ "), after("--- ")].find((side) => side !== undefined && side !== "/dev/null");
  if (name !== undefined) return name.replace(/\t.*$/, "").replace(/^("?)[ab]\//, "$1");
  return first.replace(/^diff --git "?a\//, "").replace(/"? "?b\/.*$/, "");
}
