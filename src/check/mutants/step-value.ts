/** A number part of the way back from `now` to `before`, of the same kind; `before` itself where nothing lies between. */
export function stepBack(now: number, before: number): number {
  const middle = (now + before) / 2;
  if (!Number.isInteger(now) || !Number.isInteger(before)) return Number(middle.toPrecision(6));
  const rounded = before < now ? Math.floor(middle) : Math.ceil(middle);
  return rounded === now ? before : rounded;
}

/** The word of a scale one step nearer to `before`; undefined where either is not of the scale. */
export function stepWord(now: string, before: string, scale: readonly string[]): string | undefined {
  const from = scale.indexOf(now);
  const target = scale.indexOf(before);
  if (from === -1 || target === -1 || from === target) return undefined;
  return scale[from + Math.sign(target - from)];
}
