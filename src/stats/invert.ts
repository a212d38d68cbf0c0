/** Where a function that never falls reaches the target, between two bounds: halving until they meet. */
export function invertRising(
  value: (position: number) => number,
  target: number,
  low: number,
  high: number,
): number {
  let below = low;
  let above = high;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (value(middle) < target) below = middle;
    else above = middle;
  }
}

/** The smallest whole number from `low` on that satisfies a condition which stays satisfied; null above `high`. */
export function smallestWhole(
  satisfies: (size: number) => boolean,
  low: number,
  high = 1_000_000_000,
): number | null {
  if (!satisfies(high)) return null;
  let below = low - 1;
  let above = high;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (satisfies(middle)) above = middle;
    else below = middle;
  }
  return above;
}
