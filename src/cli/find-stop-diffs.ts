import { formatPatch } from "../diff/format-patch.js";
import type { StopDiff } from "../report/html/trial/stop-diffs.js";
import { indexTasks } from "../runner/plan.js";
import { evidenceTree } from "../scorers/evidence-tree.js";
import type { TraceEvent } from "../schema/event.js";
import { InputError } from "../schema/input-error.js";
import type { TrialRecord } from "../schema/run.js";
import type { Tree } from "../schema/tree.js";
import { readBaseEvidence, readManifest, type RunFolder } from "../trace/run-folder.js";

/** What a trial had changed at each of its stops. */
export type FindStopDiffs = (trial: TrialRecord, events: readonly TraceEvent[]) => StopDiff[];

/** So many staged trees are kept at once. */
const mostTrees = 16;

/**
 * Makes each stop's diff from the trace and the staged tree that the run keeps. The tree is read only for a stop that left
 * something else than the last one did.
 */
export function stopDiffFinder(run: RunFolder): FindStopDiffs {
  const treeOf = treeFinder(run);
  return (trial, events) => {
    const stops = events.filter((event) => event.type === "stop");
    const last = stops.at(-1);
    return stops.map(({ stop, changes }): StopDiff => {
      if (stop === last?.stop) return { stop, kind: "last" };
      if (changes.length === 0) return { stop, kind: "none" };
      if (JSON.stringify(changes) === JSON.stringify(last?.changes)) return { stop, kind: "same as last" };
      const tree = treeOf(trial);
      if (tree === null) return { stop, kind: "unknown" };
      return { stop, kind: "other", patch: new TextDecoder().decode(formatPatch(tree, changes)) };
    });
  };
}

/** The tree that a trial began with; null where the run's copy of it is lost or damaged. */
function treeFinder(run: RunFolder): (trial: TrialRecord) => Tree | null {
  const manifest = readManifest(run);
  const taskOf = indexTasks(manifest.tasks);
  const families = new Map(manifest.models.map(({ model, family }) => [model, family]));
  const trees = new Map<string, Tree | null>();
  return (trial) => {
    const digest = taskOf(trial, families.get(trial.model) ?? null)?.staged;
    if (digest === undefined) return null;
    const tree = trees.has(digest) ? (trees.get(digest) ?? null) : readTree(run, digest);
    trees.delete(digest);
    trees.set(digest, tree);
    const [oldest] = trees.keys();
    if (trees.size > mostTrees && oldest !== undefined) trees.delete(oldest);
    return tree;
  };
}

function readTree(run: RunFolder, digest: string): Tree | null {
  try {
    return evidenceTree(readBaseEvidence(run, digest));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
