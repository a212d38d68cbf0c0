import { at } from "./at.js";
import { seededRandom, type Random } from "./random.js";

/** A plan of pairs: the rate of the controls, the gap looked for, and how trials are spread. */
export interface PairPlan {
  readonly controlRate: number;
  readonly gap: number;
  readonly trialsPerCell: number;
  /** Correlation of two trials of one pair in the same arm, 0 to 1. */
  readonly resemblance: number;
}

/** Leaves a standard error of a point at most. */
const studies = 2000;

/**
 * The chance that the sign-flip test over pairs finds a gap, by simulated studies. The test takes the differences as if
 * each could as well have had the other sign, and goes through choices of signs: few pairs only.
 */
export function signFlipPower(
  { controlRate, gap, trialsPerCell, resemblance }: PairPlan,
  pairs: number,
  alpha: number,
): number {
  const random = seededRandom(`power ${pairs} ${trialsPerCell}`);
  const drawValue = cellDrawer(controlRate + gap, trialsPerCell, resemblance, random);
  const drawControl = cellDrawer(controlRate, trialsPerCell, resemblance, random);
  let found = 0;
  for (let study = 0; study < studies; study += 1) {
    const differences = Array.from({ length: pairs }, () => drawValue() - drawControl());
    if (rejectsNone(differences, alpha)) found += 1;
  }
  return found / studies;
}

/** From so many trials on, drawing each of them takes longer than a table of all counts. */
const manyTrials = 200;

/** Draws how many of a cell's trials are not carried out. */
export function cellDrawer(rate: number, trials: number, resemblance: number, random: Random): () => number {
  if (trials < manyTrials) return () => drawCell(rate, trials, resemblance, random);
  if (resemblance >= 1 || rate <= 0 || rate >= 1) return () => (random() < rate ? trials : 0);
  const sums = sumCounts(rate, trials, resemblance);
  return () => {
    const wanted = random() * at(sums, trials);
    let [low, high] = [0, trials];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(sums, middle) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The distribution of `drawCell`: sums of chances over counts from 0 up, to a factor. */
function sumCounts(rate: number, trials: number, resemblance: number): Float64Array {
  const logs = new Float64Array(trials + 1);
  for (let undone = 0; undone < trials; undone += 1) {
    const more = (trials - undone) * ((1 - resemblance) * rate + resemblance * undone);
    const fewer = (undone + 1) * ((1 - resemblance) * (1 - rate) + resemblance * (trials - undone - 1));
    logs[undone + 1] = at(logs, undone) + Math.log(more / fewer);
  }
  const highest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  let sum = 0;
  return logs.map((log) => (sum += Math.exp(log - highest)));
}

/**
 * How many of a cell's trials are not carried out, if any two correlate so: Pólya's urn, that is the beta-binomial
 * distribution. Skellam (1948), Journal of the Royal Statistical Society B 10, 257-261.
 */
function drawCell(rate: number, trials: number, resemblance: number, random: Random): number {
  let undone = random() < rate ? 1 : 0;
  for (let drawn = 1; drawn < trials; drawn += 1) {
    const before = resemblance * drawn;
    const chance = ((1 - resemblance) * rate + resemblance * undone) / (1 - resemblance + before);
    if (random() < chance) undone += 1;
  }
  return undone;
}

/**
 * Whether the sign-flip test of whole numbers has a p-value below alpha: `signFlipTest`, without working out the p-value
 * of the many that are far above.
 */
export function rejectsNone(differences: readonly number[], alpha: number): boolean {
  const sum = Math.abs(differences.reduce((total, difference) => total + difference, 0));
  const sizes = differences.map(Math.abs).sort((left, right) => left - right);
  const whole = sizes.reduce((total, size) => total + size, 0);
  // As far on the same side are the choices that turn no more than this against it; as many are as far on the other.
  const room = (whole - sum) / 2;
  const limit = alpha * 2 ** (sizes.length - 1);
  return countWithin(sizes, 0, room, limit) < limit;
}

/** How many choices of the sizes from a place on, which rise, add up to no more than there is room; counts to a limit. */
function countWithin(sizes: readonly number[], from: number, room: number, limit: number): number {
  let count = 1;
  for (let place = from; place < sizes.length && count < limit; place += 1) {
    const left = room - at(sizes, place);
    if (left < 0) break;
    count += countWithin(sizes, place + 1, left, limit - count);
  }
  return count;
}
