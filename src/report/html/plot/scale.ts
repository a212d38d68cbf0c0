/** What a row of marks is measured on; values are shares or differences of shares, 1 for 100 %. */
export interface Scale {
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly number[];
}

/** Shares from none to all. */
export const shareScale: Scale = { least: 0, most: 1, ticks: [0, 0.5, 1] };

const steps = [5, 10, 20, 25, 50, 100];
/** So that a gap of a point or two does not look like much. */
const leastSpan = 20;

/** A scale in whole percentage points that holds all values and zero, between round ends at most so many steps apart. */
export function fitScale(values: readonly number[], mostSteps = 6): Scale {
  const points = values.map((value) => Math.round(value * 1000) / 10);
  const least = Math.min(0, ...points);
  const most = Math.max(0, ...points, least + leastSpan);
  const step = steps.find((size) => Math.ceil(most / size) - Math.floor(least / size) <= mostSteps) ?? 100;
  const [first, last] = [Math.floor(least / step), Math.ceil(most / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, place) => ((first + place) * step) / 100);
  return { least: (first * step) / 100, most: (last * step) / 100, ticks };
}

/** Where on a scale a value lies, in percent of its width. */
export function placeOn({ least, most }: Scale, value: number): number {
  const share = (Math.min(Math.max(value, least), most) - least) / (most - least);
  return Math.round(share * 1000) / 10;
}
