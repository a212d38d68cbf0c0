/** Surface ids that a guard pattern names; `*` is any run of characters. */
export function matchSurfaces(pattern: string, surfaces: readonly string[]): readonly string[] {
  const [first = "", ...rest] = pattern.split("*");
  return surfaces.filter((surface) => {
    if (rest.length === 0) return surface === pattern;
    if (!surface.startsWith(first)) return false;
    const last = rest.at(-1) ?? "";
    let from = first.length;
    for (const part of rest.slice(0, -1)) {
      const at = surface.indexOf(part, from);
      if (at === -1) return false;
      from = at + part.length;
    }
    return surface.length - last.length >= from && surface.endsWith(last);
  });
}
