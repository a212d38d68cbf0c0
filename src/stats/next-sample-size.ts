/** Trials of a cell before its rate is looked at. */
const firstSize = 20;
/** Trials of a cell whose rate is in between. */
const extendedSize = 40;

/**
 * How many scored trials a cell should have in all, by the rule of Palimpsest's measurement notes: 20, and 40 if
 * more than 10 % and less than 90 % of the first 20 count. A cell that already has between 20 and 40 is completed.
 * The cell is finished when the answer is not above `total`.
 */
export function nextSampleSize(count: number, total: number): number {
  if (total < firstSize) return firstSize;
  if (total > firstSize) return Math.max(extendedSize, total);
  const isExtreme = 10 * count <= total || 10 * count >= 9 * total;
  return isExtreme ? firstSize : extendedSize;
}
