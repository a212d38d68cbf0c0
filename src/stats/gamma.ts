/** Above this Stirling's series is exact to the last digits. */
const stirlingFrom = 15;

/** The natural logarithm of the gamma function of x > 0: Stirling's series (Abramowitz and Stegun 6.1.41). */
export function logGamma(x: number): number {
  let shift = 0;
  let argument = x;
  for (; argument < stirlingFrom; argument += 1) shift += Math.log(argument);
  const inverse = 1 / argument;
  const square = inverse * inverse;
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (argument - 0.5) * Math.log(argument) - argument + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** The natural logarithm of "n choose k". */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
