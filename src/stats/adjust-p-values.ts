/** The p-values in rising order with their places in the list. */
function ranked(values: readonly number[]): readonly { readonly p: number; readonly place: number }[] {
  return values.map((p, place) => ({ p, place })).sort((one, two) => one.p - two.p);
}

/**
 * Holm's adjusted p-values, in the order given: rejecting those below alpha makes one false finding or more with
 * chance alpha at most. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
 */
export function adjustHolm(values: readonly number[]): readonly number[] {
  const adjusted = values.map(() => 1);
  let largest = 0;
  ranked(values).forEach(({ p, place }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (values.length - rank)));
    adjusted[place] = largest;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjusted p-values, in the order given: of those below alpha, a share of alpha at most is
 * expected to be false. Benjamini and Hochberg (1995), J. Royal Stat. Soc. B 57, 289-300.
 */
export function adjustBenjaminiHochberg(values: readonly number[]): readonly number[] {
  const adjusted = values.map(() => 1);
  let smallest = 1;
  ranked(values)
    .map(({ p, place }, rank) => ({ p: p * (values.length / (rank + 1)), place }))
    .reverse()
    .forEach(({ p, place }) => {
      smallest = Math.min(smallest, p);
      adjusted[place] = smallest;
    });
  return adjusted;
}
