import { at } from "./at.js";
import type { ClusterTable, Statistic } from "./cluster.js";
import type { Random } from "./random.js";

/**
 * The statistic over as many clusters drawn with replacement, many times, in rising order. Draws in which it
 * is undefined are left out.
 */
export function drawReplicates(
  table: ClusterTable,
  statistic: Statistic,
  replicates: number,
  random: Random,
): Float64Array {
  const { count, width, totals } = table;
  const values = new Float64Array(replicates);
  const sums = new Float64Array(width);
  let defined = 0;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    sums.fill(0);
    for (let draw = 0; draw < count; draw += 1) {
      const start = Math.floor(random() * count) * width;
      for (let position = 0; position < width; position += 1) {
        sums[position] = at(sums, position) + at(totals, start + position);
      }
    }
    const value = statistic(sums);
    if (!Number.isFinite(value)) continue;
    values[defined] = value;
    defined += 1;
  }
  return values.subarray(0, defined).sort();
}

/** The value that a share of the sorted values lies below, by position share x (n + 1), between neighbours. */
export function quantileOf(sorted: Float64Array, share: number): number {
  const position = Math.min(Math.max(share * (sorted.length + 1) - 1, 0), sorted.length - 1);
  const below = Math.floor(position);
  const low = at(sorted, below);
  return low + (position - below) * (at(sorted, Math.min(below + 1, sorted.length - 1)) - low);
}

/** The share of the sorted values below a value; ties count half. */
export function shareBelow(sorted: Float64Array, value: number): number {
  // Sums in another order differ in the last digits: what is equal but for those is a tie.
  const slack = 1e-12 * Math.max(1, Math.abs(value));
  const below = sorted.findIndex((other) => other >= value - slack);
  if (below === -1) return 1;
  const upTo = sorted.findIndex((other) => other > value + slack);
  return (below + (upTo === -1 ? sorted.length : upTo)) / 2 / sorted.length;
}
