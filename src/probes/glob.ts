import picomatch from "picomatch";
import { ProbeInputError } from "./probe-errors.js";

/** Stars that one path segment may hold: a matcher's time grows with the path's length to this power. */
const maximumStars = 3;

export type PathMatcher = (path: string) => boolean;

/** Whether a pattern names exactly one path. */
export function isPlainPath(pattern: string): boolean {
  return !/[*?[\]{}]/.test(pattern);
}

/** Compiles a glob over repository paths (picomatch syntax without extended globs, dot files included). Throws bad input. */
export function compileGlob(pattern: string): PathMatcher {
  if (isPlainPath(pattern)) return (path) => path === pattern;
  if (/[()|\\]/.test(pattern)) throw new ProbeInputError(`glob ${pattern}: expected no '(', '|' or '\\'`);
  const segments = pattern.split("/");
  const greedy = segments.filter((segment) => segment.includes("**")).length;
  const crowded = segments.some((segment) => segment.split("*").length - 1 > maximumStars);
  if (greedy > maximumStars || crowded)
    throw new ProbeInputError(
      `glob ${pattern}: expected at most ${maximumStars} stars in a segment, and ${maximumStars} '**'`,
    );
  const matches = picomatch(pattern, { dot: true, noextglob: true, nonegate: true });
  // A second argument, such as `filter` gives, would make picomatch answer with an object.
  return (path) => matches(path);
}
