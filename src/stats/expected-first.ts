import { logChoose } from "./gamma.js";

/**
 * How many of a cell's first trials are expected to count, given that `count` of all its `first + rest` trials do and that
 * it went on after the first because `goesOn` held for their number. The mean of the first trials is unbiased whatever the
 * rule does; this is that mean freed of which trials came first (Rao-Blackwell), as in Girshick, Mosteller and Savage
 * (1946), Ann. Math. Statist. 17, 13-23. Null where the rule would not have gone on.
 */
export function expectedFirst(
  count: number,
  { first, rest }: { readonly first: number; readonly rest: number },
  goesOn: (countOfFirst: number) => boolean,
): number | null {
  let chance = 0;
  let sum = 0;
  for (let early = Math.max(0, count - rest); early <= Math.min(first, count); early += 1) {
    if (!goesOn(early)) continue;
    const weight = Math.exp(
      logChoose(first, early) + logChoose(rest, count - early) - logChoose(first + rest, count),
    );
    chance += weight;
    sum += weight * early;
  }
  return chance === 0 ? null : sum / chance;
}
