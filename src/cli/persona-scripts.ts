import { breakSyntax } from "../check/mutants/break-syntax.js";
import { hitGuards } from "../check/mutants/hit-guards.js";
import type { MutantSource } from "../check/mutants/mutant.js";
import { openScoring } from "../check/scoring.js";
import { openTask, type TaskUnderCheck } from "../check/open-task.js";
import { taskKey } from "../runner/plan.js";
import { seededRandom } from "../stats/random.js";
import type { LoadedTask } from "../catalog/load-task.js";
import type { PatchKind } from "../catalog/read-patches.js";
import { diffTrees } from "../diff/diff-trees.js";
import type { TrialContext } from "../model/model.js";
import type { PersonaScript } from "../model/scripted/persona-script.js";
import { InputError } from "../schema/input-error.js";
import type { FileChange } from "../schema/tree.js";
import type { OpenCatalog } from "./open-catalog.js";
import type { PreparedTask } from "./stage-tasks.js";

/** Finds the script of a trial's task: made from the task's proofs when a persona first needs it, and kept. */
export function createPersonaScripts(
  prepared: readonly PreparedTask[],
  catalog: OpenCatalog,
): (context: Pick<TrialContext, "planned">) => PersonaScript {
  const scripts = new Map<string, PersonaScript>();
  // What a task's patches come to is the same in all its variants.
  const states = new Map<string, PersonaScript["states"]>();
  return ({ planned }) => {
    const key = taskKey(planned);
    const written = scripts.get(key);
    if (written !== undefined) return written;
    const task = prepared.find(
      ({ planned: other }) => other.task === planned.task && other.staged === planned.staged,
    );
    if (task === undefined) throw new Error(`task ${planned.task} was not prepared`);
    const known = states.get(planned.task) ?? writeStates(task.loaded, catalog);
    states.set(planned.task, known);
    const script = { base: task.stage.tree, states: known, followups: planned.followups };
    scripts.set(key, script);
    return script;
  };
}

function writeStates(loaded: LoadedTask, catalog: OpenCatalog): PersonaScript["states"] {
  const opened = openTask(loaded, catalog.environment(loaded.file.environment), openScoring);
  if ("fault" in opened) throw new InputError(`${loaded.label}: ${opened.fault}`);
  const oracle = patched(opened, "oracle");
  return {
    oracle,
    opposite: patched(opened, "opposite"),
    partial: patched(opened, "partial"),
    softened: patched(opened, "softened"),
    overreached: overreach(opened),
    broken: breakWork(opened, oracle),
  };
}

/** The first patch of a kind, as changes. Throws `InputError` where a task ships none. */
function patched({ applied, task }: TaskUnderCheck, kind: PatchKind): readonly FileChange[] {
  const found = applied.find(({ patch }) => patch.kind === kind);
  if (found !== undefined) return found.changes;
  throw new InputError(`${task.label}: patches: expected a ${kind} patch, which the scripted personas play`);
}

function mutantSource(opened: TaskUnderCheck): MutantSource {
  const oracle = opened.applied.find(({ patch }) => patch.kind === "oracle");
  if (oracle === undefined) throw new Error(`${opened.subject}: no oracle`);
  return {
    environment: opened.environment.file,
    scoring: opened.resolved.scoring,
    base: opened.base,
    oracle: oracle.tree,
    changes: oracle.changes,
    assessment: opened.assess(oracle.changes),
    random: seededRandom(opened.task.file.id),
  };
}

/** The work plus a change of a guarded surface. */
function overreach(opened: TaskUnderCheck): readonly FileChange[] {
  const [mutant] = hitGuards(mutantSource(opened), openScoring(opened.environment, opened.base));
  if (mutant === undefined)
    throw new InputError(`${opened.task.label}: guard: expected a surface that can be changed`);
  return diffTrees(opened.base, mutant.tree);
}

/** A state whose expected surface cannot be read: broken syntax, or the file gone where its format has no syntax to break. */
function breakWork(opened: TaskUnderCheck, oracle: readonly FileChange[]): readonly FileChange[] {
  const states = [
    ...breakSyntax(mutantSource(opened)).map(({ tree }) => diffTrees(opened.base, tree)),
    ...oracle
      .filter(({ change }) => change === "modified")
      .map(({ path }): readonly FileChange[] => [{ change: "deleted", path }]),
  ];
  const broken = states.find((changes) => opened.assess(changes).action === "broken");
  if (broken === undefined)
    throw new InputError(`${opened.task.label}: expected a surface that an edit can break`);
  return broken;
}
