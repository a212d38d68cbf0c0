import { pick } from "../../stats/random.js";
import { findHunks, replaceLine } from "./edit-text.js";
import type { Hunk } from "./edit-text.js";
import { altered, mutantsPerWay } from "./mutant.js";
import type { MakeMutants, Mutant, MutantSource } from "./mutant.js";
import { stepBack, stepWord } from "./step-value.js";

/** A place in an added line where something else could stand. */
interface Swap {
  readonly hunk: Hunk;
  readonly offset: number;
  readonly from: number;
  readonly old: string;
  readonly fresh: string;
}

const standaloneNumber = /(?<![\w.:-])-?\d+(?:\.\d+)?(?![\w.:-])/g;
const word = /(?<![\w-])[A-Za-z][A-Za-z_-]+[A-Za-z](?![\w-])/g;

/** Every number of the work that has an earlier value, half-way back to it. */
export const nudgeNumbers: MakeMutants = (source) =>
  toMutants(source, pick(findSwaps(source, swapNumbers), mutantsPerWay, source.random));

/** Words of the work replaced: words of a scale by the next one back, others by one that fits nowhere. */
export const swapWords: MakeMutants = (source) =>
  toMutants(source, pick(findSwaps(source, swapWordsOf), mutantsPerWay, source.random));

type SwapText = (
  line: string,
  counterpart: string,
  source: MutantSource,
) => readonly Omit<Swap, "hunk" | "offset">[];

function findSwaps(source: MutantSource, swap: SwapText): readonly Swap[] {
  return source.changes
    .flatMap(({ path }) => findHunks(source.base, source.oracle, path))
    .flatMap((hunk) =>
      hunk.newLines.flatMap((line, offset) =>
        swap(line, hunk.oldLines[offset] ?? "", source).map((found) => ({ hunk, offset, ...found })),
      ),
    );
}

function swapNumbers(
  line: string,
  counterpart: string,
  { assessment }: MutantSource,
): Omit<Swap, "hunk" | "offset">[] {
  const earlier = [...counterpart.matchAll(standaloneNumber)].map((match) => Number(match[0]));
  return [...line.matchAll(standaloneNumber)].flatMap((match, position) => {
    const now = Number(match[0]);
    const readout = assessment.readouts.find(
      ({ expected, after }) => expected !== null && after === now,
    )?.before;
    const before = earlier[position] === now ? undefined : (earlier[position] ?? readout);
    if (typeof before !== "number" || before === now) return [];
    return [{ from: match.index, old: match[0], fresh: String(stepBack(now, before)) }];
  });
}

function swapWordsOf(
  line: string,
  counterpart: string,
  source: MutantSource,
): Omit<Swap, "hunk" | "offset">[] {
  const kept = new Set(counterpart.match(word) ?? []);
  return [...line.matchAll(word)]
    .filter((match) => !kept.has(match[0]))
    .map((match) => ({ from: match.index, old: match[0], fresh: swapWord(match[0], source) }));
}

function swapWord(now: string, { environment, assessment }: MutantSource): string {
  for (const { surface, before, after } of assessment.readouts) {
    const scale = environment.surfaces[surface]?.scale;
    const back =
      after === now && typeof before === "string" && scale ? stepWord(now, before, scale) : undefined;
    if (back !== undefined) return back;
  }
  return "elsewhere";
}

function toMutants({ oracle }: MutantSource, swaps: readonly Swap[]): readonly Mutant[] {
  return swaps.map(({ hunk, offset, from, old, fresh }) => {
    const line = hunk.newLines[offset] ?? "";
    return {
      name: `${old} to ${fresh} in line ${hunk.newStart + offset + 1} of ${hunk.path}`,
      tree: replaceLine(oracle, hunk, offset, line.slice(0, from) + fresh + line.slice(from + old.length)),
      expected: altered,
    };
  });
}
