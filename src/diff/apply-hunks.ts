import type { Hunk, Problem } from "./patch.js";

/**
 * Lines with the hunks applied. Every line of context must match; a hunk may have moved, as in
 * `git apply`, but one that starts at line 1 or ends without context stays at that end of the file.
 */
export function applyHunks(lines: readonly string[], hunks: readonly Hunk[]): readonly string[] | Problem {
  const result: string[] = [];
  let done = 0;
  let shift = 0;
  for (const hunk of hunks) {
    const expected = (hunk.before.length === 0 ? hunk.oldStart : hunk.oldStart - 1) + shift;
    const found = findHunk(lines, hunk, expected, done);
    if (found === undefined) return { problem: `the hunk at line ${hunk.oldStart} does not match` };
    for (const line of lines.slice(done, found)) result.push(line);
    for (const line of hunk.after) result.push(line);
    done = found + hunk.before.length;
    shift += found - expected;
  }
  return [...result, ...lines.slice(done)];
}

/** The matching place nearest to where the hunk should be, not before `floor`. */
function findHunk(lines: readonly string[], hunk: Hunk, expected: number, floor: number): number | undefined {
  const last = lines.length - hunk.before.length;
  const matches = (place: number) =>
    place >= floor && place <= last && hunk.before.every((line, offset) => lines[place + offset] === line);
  if (hunk.oldStart <= 1) return matches(0) && (hunk.trailing > 0 || last === 0) ? 0 : undefined;
  if (hunk.trailing === 0) return matches(last) ? last : undefined;
  const reach = Math.max(expected - floor, last - expected);
  for (let distance = 0; distance <= reach; distance++) {
    if (matches(expected - distance)) return expected - distance;
    if (matches(expected + distance)) return expected + distance;
  }
  return undefined;
}
