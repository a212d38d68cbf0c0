import { at } from "./at.js";
import { dot, invertSymmetric, timesVector } from "./matrix.js";
import type { Matrix, Vector } from "./matrix.js";
import { fTail } from "./student-t.js";

/** A test that several coefficients are all zero. */
export interface WaldTest {
  /** Wald's chi-square divided by the number of coefficients. */
  readonly f: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly p: number;
}

/**
 * Wald's test of some coefficients at once, as F with one degree of freedom less than clusters (Cameron and Miller
 * 2015, J. Human Resources 50, 317-372, section VI). Null where clusters are too few for so many coefficients.
 */
export function waldTest(
  coefficients: Vector,
  covariance: Matrix,
  places: readonly number[],
  clusters: number,
): WaldTest | null {
  if (places.length === 0 || places.length >= clusters) return null;
  const chosen = places.map((place) => at(coefficients, place));
  const block = places.map((row) => places.map((column) => at(covariance[row] ?? [], column)));
  const inverse = invertSymmetric(block);
  if (inverse === null) return null;
  const f = dot(chosen, timesVector(inverse.inverse, chosen)) / places.length;
  return { f, numerator: places.length, denominator: clusters - 1, p: fTail(f, places.length, clusters - 1) };
}
