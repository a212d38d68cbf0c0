import { logGamma } from "./gamma.js";

/** The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8) by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = Number.MIN_VALUE * 1e20;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let ratio = 1;
  let inverse = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = inverse;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    inverse = 1 / away(1 + even * inverse);
    ratio = away(1 + even / ratio);
    fraction *= ratio * inverse;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    inverse = 1 / away(1 + odd * inverse);
    ratio = away(1 + odd / ratio);
    fraction *= ratio * inverse;
    if (Math.abs(ratio * inverse - 1) < Number.EPSILON) break;
  }
  return fraction;
}

/** The regularised incomplete beta function I_x(a, b), for x from 0 to 1 and a, b > 0. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return (Math.exp(logFront) * betaFraction(x, a, b)) / a;
  return 1 - (Math.exp(logFront) * betaFraction(1 - x, b, a)) / b;
}
