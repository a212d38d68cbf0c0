import { pick } from "../../stats/random.js";
import { dropFile, findHunks, replaceLine, undoHunks } from "./edit-text.js";
import type { Hunk } from "./edit-text.js";
import { altered, mutantsPerWay, undone } from "./mutant.js";
import type { MakeMutants, Mutant, MutantSource } from "./mutant.js";

function allHunks({ base, oracle, changes }: MutantSource): readonly Hunk[] {
  return changes.flatMap(({ path }) => findHunks(base, oracle, path));
}

/** One run of changed lines left as it was. */
export const dropHunks: MakeMutants = (source) =>
  pick(allHunks(source), mutantsPerWay, source.random).map((hunk) => ({
    name: `drop hunk ${hunk.number} of ${hunk.path}`,
    tree: undoHunks(source.base, source.oracle, [hunk]),
    expected: undone,
  }));

/** One file left as it was. */
export const dropFiles: MakeMutants = ({ base, oracle, changes, random }) =>
  pick(changes, mutantsPerWay, random).map(({ path }) => ({
    name: `drop ${path}`,
    tree: dropFile(base, oracle, path),
    expected: undone,
  }));

/** One added line missing. */
export const dropLines: MakeMutants = (source) => {
  const lines = allHunks(source).flatMap((hunk) =>
    hunk.newLines.map((line, offset) => ({ hunk, offset, line })).filter(({ line }) => line.trim() !== ""),
  );
  return pick(lines, mutantsPerWay, source.random).map(({ hunk, offset }) => ({
    name: `drop line ${hunk.newStart + offset + 1} of ${hunk.path}`,
    tree: replaceLine(source.oracle, hunk, offset, ""),
    expected: altered,
  }));
};

/** Half of the runs of changed lines left as they were: the first half, the second, and one at random. */
export const revertHalf: MakeMutants = (source) => {
  const hunks = allHunks(source);
  const half = Math.floor(hunks.length / 2);
  if (half < 1) return [];
  const halves: [string, readonly Hunk[]][] = [
    ["the first half", hunks.slice(0, half)],
    ["the second half", hunks.slice(-half)],
    ["a random half", pick(hunks, half, source.random)],
  ];
  return halves.map(([name, dropped]): Mutant => {
    const tree = source.changes.reduce((state, { path }) => {
      const here = dropped.filter((hunk) => hunk.path === path);
      return undoHunks(source.base, state, here);
    }, source.oracle);
    return { name: `revert ${name}`, tree, expected: undone };
  });
};
