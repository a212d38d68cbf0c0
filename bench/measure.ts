/** One line of the bench: what was measured, beside what is allowed. */
export interface Measurement {
  readonly what: string;
  readonly measured: string;
  readonly bound: string;
  readonly isMet: boolean | null;
}

/** The middle of several timings, in milliseconds. */
export function medianOf(times: number, work: () => void): number {
  const timings = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).toSorted((left, right) => left - right);
  return timings[Math.floor(times / 2)] ?? 0;
}

/** A measurement with an upper bound. */
export function atMost(what: string, measured: number, bound: number, unit: string, digits = 2): Measurement {
  return {
    what,
    measured: `${measured.toFixed(digits)} ${unit}`,
    bound: `<= ${bound} ${unit}`,
    isMet: measured <= bound,
  };
}

/** A measurement with a lower bound. */
export function atLeast(
  what: string,
  measured: number,
  bound: number,
  unit: string,
  digits = 0,
): Measurement {
  return {
    what,
    measured: `${measured.toFixed(digits)} ${unit}`,
    bound: `>= ${bound} ${unit}`,
    isMet: measured >= bound,
  };
}

/** A figure that has no bound. */
export function noted(what: string, measured: string): Measurement {
  return { what, measured, bound: "", isMet: null };
}
