import { diffTrees } from "../../diff/diff-trees.js";
import type { Assess } from "../../scorers/score-trial.js";
import { shuffled } from "../random.js";
import { moveSurface } from "./move-surface.js";
import type { Mutant, MutantSource } from "./mutant.js";

const guardsTried = 40;
const guardsHit = 3;

/**
 * The work plus a change of a guarded surface: overreached. Only edits that reach their surface, and that the
 * lab's own validation accepts, are kept; there should be at least one where anything editable is guarded.
 */
export function hitGuards(source: MutantSource, assess: Assess): readonly Mutant[] {
  const guarded = source.assessment.readouts.filter(({ expected }) => expected === null);
  const mutants: Mutant[] = [];
  for (const { surface, with: parameters, after } of shuffled(guarded, source.random).slice(0, guardsTried)) {
    const declared = source.environment.surfaces[surface];
    if (declared === undefined) continue;
    const tree = moveSurface(source.oracle, source.environment, declared, parameters, after);
    if (tree === undefined) continue;
    const { readouts, action } = assess(diffTrees(source.base, tree));
    const reached = readouts.some(
      (readout) =>
        readout.surface === surface &&
        JSON.stringify(readout.with) === JSON.stringify(parameters) &&
        JSON.stringify(readout.after) !== JSON.stringify(after),
    );
    if (!reached || action === "broken" || missesGoal(readouts)) continue;
    const shown = Object.values(parameters).join(", ");
    mutants.push({
      name: `guarded ${surface}${shown === "" ? "" : ` (${shown})`} changed too`,
      tree,
      expected: ["overreached"],
    });
    if (mutants.length === guardsHit) break;
  }
  return mutants;
}

/** An edit of a guarded surface may also undo the work: a config that others build on. */
function missesGoal(readouts: ReturnType<Assess>["readouts"]): boolean {
  return readouts.some(({ expected, verdict }) => expected !== null && verdict !== "met");
}
