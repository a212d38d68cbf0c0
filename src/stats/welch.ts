import { studentCritical, studentTwoSided } from "./student-t.js";

/** A difference of two means with its 95 % interval and two-sided p; null where a side has fewer than three numbers. */
export interface MeanDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function squaredError(values: readonly number[]): number {
  const centre = mean(values);
  const spread = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return spread / values.length;
}

/**
 * The mean of one set of numbers minus that of another, neither variance taken as that of the other. Welch (1947),
 * Biometrika 34, 28-35, with the degrees of freedom of Satterthwaite (1946), Biometrics Bulletin 2, 110-114. Null where
 * a side has fewer than three numbers, or neither varies.
 */
export function welchDifference(first: readonly number[], second: readonly number[]): MeanDifference | null {
  if (Math.min(first.length, second.length) < 3) return null;
  const [one, two] = [squaredError(first), squaredError(second)];
  const error = Math.sqrt(one + two);
  const value = mean(first) - mean(second);
  // Rounding alone leaves a trace of this size where neither varies.
  if (error <= 1e-12 * Math.max(1, Math.abs(mean(first)), Math.abs(mean(second)))) return null;
  const degrees = (one + two) ** 2 / (one ** 2 / (first.length - 1) + two ** 2 / (second.length - 1));
  const reach = studentCritical(0.95, degrees) * error;
  return { value, low: value - reach, high: value + reach, p: studentTwoSided(value / error, degrees) };
}
