/** A power of two near the square root of a count, as git estimates it. */
export function roughRoot(count: number): number {
  let root = 1;
  for (let rest = count; rest > 0; rest >>= 2) root <<= 1;
  return root;
}
