import { diffTrees } from "../../diff/diff-trees.js";
import { guardedPoints } from "../../scorers/guarded-surfaces.js";
import type { Tree } from "../../schema/tree.js";
import { shuffled } from "../../stats/random.js";
import type { StagedScoring, TreeReading } from "../scoring.js";
import { namePoint } from "../surface-points.js";
import { moveSurface } from "./move-surface.js";
import type { Mutant, MutantSource } from "./mutant.js";

const guardsTried = 40;
const guardsHit = 3;

/**
 * The work plus a change of a guarded surface: overreached. Only edits that reach their surface, leave the
 * work done and pass the lab's own validation are kept, by what `scoring` reads, whatever it scores.
 */
export function hitGuards(source: MutantSource, scoring: StagedScoring): readonly Mutant[] {
  const readingOf = (tree: Tree): TreeReading =>
    scoring.over(
      tree,
      diffTrees(source.base, tree).map(({ path }) => path),
    );
  const done = readingOf(source.oracle);
  const points = shuffled(guardedPoints(source.scoring, source.environment.surfaces), source.random);
  const mutants: Mutant[] = [];
  for (const { surface, with: parameters } of points.slice(0, guardsTried)) {
    const declared = source.environment.surfaces[surface];
    if (declared === undefined) continue;
    const present = done.read(declared, parameters);
    const value = present.state === "value" ? present.value : null;
    const tree = moveSurface(source.oracle, source.environment, declared, parameters, value);
    if (tree === undefined) continue;
    const after = readingOf(tree);
    const reached = JSON.stringify(after.read(declared, parameters)) !== JSON.stringify(present);
    if (!reached || readsGoal(after, source) !== readsGoal(done, source) || !isSound(after, source)) continue;
    mutants.push({
      name: `guarded ${namePoint(surface, parameters)} changed too`,
      tree,
      expected: ["overreached"],
    });
    if (mutants.length === guardsHit) break;
  }
  return mutants;
}

function isSound({ run }: TreeReading, { environment }: MutantSource): boolean {
  return environment.validate === undefined || run(environment.validate).exitCode === 0;
}

/** What is asked for reads as it did: an edit of a config that others build on may undo the work. */
function readsGoal({ read }: TreeReading, { environment, scoring }: MutantSource): string {
  const readouts = scoring.expect.map(({ surface, with: parameters }) => {
    const declared = environment.surfaces[surface];
    return declared === undefined ? null : read(declared, parameters);
  });
  return JSON.stringify(readouts);
}

/** Whether some kind of reading is among the guarded ones that this knows how to edit. */
export function hasMovableGuard(source: Pick<MutantSource, "environment" | "scoring">): boolean {
  const movable = new Set(["value", "section", "records"]);
  return source.scoring.guard.some((surface) =>
    movable.has(source.environment.surfaces[surface]?.read.kind ?? ""),
  );
}
