import { invertRising } from "./invert.js";

/** Beyond this the power series loses digits and the continued fraction converges fast. */
const seriesEnds = 3;

/** The standard normal density. */
function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The area from 0 to x: the power series of Marsaglia (2004), J. Statistical Software 11(4), equation 1. */
function areaFromZero(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return sum * density(x);
}

/** The area above a large x: Laplace's continued fraction (Abramowitz and Stegun 26.2.14), from its far end. */
function areaAbove(x: number): number {
  let fraction = x;
  for (let level = 100; level > 0; level -= 1) fraction = x + level / fraction;
  return density(x) / fraction;
}

/** The standard normal distribution function: the chance of a value of at most x. */
export function normalCdf(x: number): number {
  if (x < -seriesEnds) return areaAbove(-x);
  if (x > seriesEnds) return 1 - areaAbove(x);
  return 0.5 + areaFromZero(x);
}

/** The value that a standard normal variable stays below with the given chance; infinite at 0 and 1. */
export function normalQuantile(chance: number): number {
  if (chance > 0.5) return -normalQuantile(1 - chance);
  if (chance <= 0) return -Infinity;
  return invertRising(normalCdf, chance, -40, 0);
}
