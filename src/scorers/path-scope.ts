import picomatch from "picomatch";

/** Whether a changed path lies where the work belongs. */
export function compileScope(globs: readonly string[]): (path: string) => boolean {
  const matches = picomatch([...globs], { dot: true });
  return (path) => matches(path);
}
