import { diffTrees } from "../diff/diff-trees.js";
import type { Assessment } from "../scorers/score-trial.js";
import type { MutationScore, Survivor } from "./check-result.js";
import { breakSyntax } from "./mutants/break-syntax.js";
import { nudgeNumbers, swapWords } from "./mutants/change-values.js";
import { changeSiblings } from "./mutants/change-siblings.js";
import { dropFiles, dropHunks, dropLines, revertHalf } from "./mutants/drop-parts.js";
import { hasMovableGuard, hitGuards } from "./mutants/hit-guards.js";
import type { MakeMutants, Mutant, MutantSource } from "./mutants/mutant.js";
import { rewriteCosmetics } from "./mutants/rewrite-cosmetics.js";
import { strayEdits } from "./mutants/stray-edits.js";
import type { AppliedPatch, TaskUnderCheck } from "./open-task.js";
import type { Random } from "../stats/random.js";
import { readsTheSame } from "./reads-the-same.js";
import type { TreeReading } from "./scoring.js";
import type { FileChange, Tree } from "../schema/tree.js";

/** A guard that no edit reaches guards nothing. */
const noGuardHit: Survivor = {
  mutant: "a guarded surface changed too",
  expected: "overreached",
  action: "nothing: no edit reaches a guarded surface and leaves the rest",
};

const ways: readonly MakeMutants[] = [
  dropHunks,
  dropFiles,
  dropLines,
  revertHalf,
  nudgeNumbers,
  swapWords,
  rewriteCosmetics,
  breakSyntax,
  strayEdits,
];

/** Scores every mutant of a task's oracle. A mutant whose surfaces all read as the oracle's is equivalent and does not count. */
export function scoreMutants(opened: TaskUnderCheck, oracle: AppliedPatch, random: Random): MutationScore {
  const { task, base, assess, scoring, resolved, environment } = opened;
  const assessment = assess(oracle.changes);
  const source: MutantSource = {
    environment: environment.file,
    scoring: resolved.scoring,
    base,
    oracle: oracle.tree,
    changes: oracle.changes,
    assessment,
    random,
  };
  const hits = hitGuards(source, scoring);
  const siblings = changeSiblings(source, scoring);
  const mutants = distinct(source, [...ways.flatMap((make) => make(source)), ...hits, ...siblings]);
  const missing = hits.length === 0 && hasMovableGuard(source) ? [noGuardHit] : [];
  const survivors: Survivor[] = [...missing];
  const readingOf = (tree: Tree, changes: readonly FileChange[]): TreeReading =>
    scoring.over(
      tree,
      changes.map(({ path }) => path),
    );
  const done = readingOf(oracle.tree, oracle.changes);
  let equivalent = 0;
  for (const { mutant, changes } of mutants) {
    const scored = assess(changes);
    if (isKilled(mutant, scored)) continue;
    const mayBeEquivalent =
      mutant.listed === undefined && mutant.strict !== true && scored.action === assessment.action;
    if (mayBeEquivalent && readsTheSame(readingOf(mutant.tree, changes), done, environment, resolved.scoring))
      equivalent += 1;
    else
      survivors.push({
        mutant: mutant.name,
        expected: describeExpected(mutant),
        action: describe(mutant, scored),
      });
  }
  const total = mutants.length + missing.length - equivalent;
  const killed = total - survivors.length;
  return { task: `${task.suite}/${task.file.id}`, killed, total, equivalent, survivors };
}

/** Different ways can lead to one state; it counts once, under the first name. */
function distinct(
  { base }: MutantSource,
  mutants: readonly Mutant[],
): { mutant: Mutant; changes: readonly FileChange[] }[] {
  const seen = new Set<string>();
  return mutants
    .map((mutant) => ({ mutant, changes: diffTrees(base, mutant.tree) }))
    .filter(({ changes }) => {
      const key = JSON.stringify(changes);
      return !seen.has(key) && seen.add(key);
    });
}

function isKilled({ expected, listed }: Mutant, { action, outOfScope }: Assessment): boolean {
  return expected.includes(action) && (listed === undefined || outOfScope.includes(listed));
}

function describeExpected({ expected, listed, strict }: Mutant): string {
  const actions = strict === true ? "anything but implemented" : expected.join(" or ");
  return `${actions}${listed === undefined ? "" : ", listed as out of scope"}`;
}

function describe({ listed }: Mutant, { action, outOfScope }: Assessment): string {
  return listed !== undefined && !outOfScope.includes(listed) ? `${action}, not listed` : action;
}
