import picomatch from "picomatch";
import { readText, writeText } from "./edit-text.js";
import type { MakeMutants, Mutant } from "./mutant.js";
import { pick } from "../../stats/random.js";

const newFile = "scratch-notes.txt";

/** The work plus an edit where it does not belong: the action stays, the path is listed. */
export const strayEdits: MakeMutants = ({ environment, scoring, oracle, changes, random }) => {
  const belongs = picomatch([...scoring.paths], { dot: true });
  const reads = JSON.stringify(Object.values(environment.surfaces).map((surface) => surface.read));
  const touched = new Set(changes.map(({ path }) => path));
  const strayed = (path: string, name: string, text: string): Mutant => ({
    name: `${name} ${path}`,
    tree: writeText(oracle, path, text),
    expected: ["implemented"],
    listed: path,
  });
  // Prose that no surface reads: an added line in it can change nothing but the list.
  const prose = oracle
    .paths()
    .filter((path) => path.endsWith(".md") && !belongs(path) && !touched.has(path) && !reads.includes(path));
  const edits = pick(prose, 2, random).map((path) =>
    strayed(path, "a stray line in", `${readText(oracle, path) ?? ""}\nSee also the last ticket.\n`),
  );
  return belongs(newFile) ? edits : [...edits, strayed(newFile, "a stray file", "left over\n")];
};
