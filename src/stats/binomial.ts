import { logChoose } from "./gamma.js";

/** The chance of exactly `count` heads in `total` tosses of a fair coin. */
export function fairChance(count: number, total: number): number {
  return Math.exp(logChoose(total, count) - total * Math.LN2);
}

/** The chance of at most `count` heads in `total` tosses of a fair coin. */
export function fairTail(count: number, total: number): number {
  let sum = 0;
  for (let heads = 0; heads <= count; heads += 1) sum += fairChance(heads, total);
  return Math.min(1, sum);
}
