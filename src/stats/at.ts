/** The number at a position of a list; a position outside it is a bug and throws. */
export function at(values: ArrayLike<number>, position: number): number {
  const value = values[position];
  if (value === undefined) throw new RangeError(`position ${position} of a list of ${values.length}`);
  return value;
}
