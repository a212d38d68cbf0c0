import { createHash } from "node:crypto";

/** Numbers from 0 to below 1 that depend on the seed alone. */
export type Random = () => number;

/**
 * A generator (mulberry32, T. Ettinger 2017, public domain). A number is the state itself (32 bits of it),
 * a text is hashed to one.
 */
export function seededRandom(seed: string | number): Random {
  let state = typeof seed === "number" ? seed | 0 : createHash("sha256").update(seed).digest().readInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** At most `count` of the items, in their order. */
export function pick<Item>(items: readonly Item[], count: number, random: Random): readonly Item[] {
  const order = shuffled(
    items.map((_, position) => position),
    random,
  );
  const chosen = new Set(order.slice(0, count));
  return items.filter((_, position) => chosen.has(position));
}

/** The items in another order (Fisher and Yates 1938, as Durstenfeld 1964 does it). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    result.splice(last, 1, ...result.splice(other, 1, ...result.slice(last, last + 1)));
  }
  return result;
}
