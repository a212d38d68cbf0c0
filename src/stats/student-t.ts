import { incompleteBeta } from "./beta.js";
import { invertRising } from "./invert.js";

/** The two-sided p-value of Student's t with the given degrees of freedom (Abramowitz and Stegun 26.7.1). */
export function studentTwoSided(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The distribution function of Student's t. */
export function studentCdf(t: number, degrees: number): number {
  const tail = studentTwoSided(t, degrees) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** The value that |t| stays below with the given chance, for an interval at that level. */
export function studentCritical(level: number, degrees: number): number {
  return invertRising((t) => 1 - studentTwoSided(t, degrees), level, 0, 1e6);
}

/** The chance of an F ratio of at least f under no effect (Abramowitz and Stegun 26.6.2). */
export function fTail(f: number, numerator: number, denominator: number): number {
  return incompleteBeta(denominator / (denominator + numerator * f), denominator / 2, numerator / 2);
}
