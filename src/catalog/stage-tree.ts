import type { Snapshot } from "../schema/machine.js";
import type { TreeFile } from "../schema/tree.js";
import type { LoadedEnvironment } from "./load-environment.js";
import type { LoadedTask } from "./load-task.js";
import type { Overlay } from "./read-overlays.js";
import { renderOverlay } from "./render-overlay.js";
import type { OverlayName, ResolvedTask } from "./resolve-task.js";
import { overlayNamesAt } from "./template-names.js";

/** The tree that a variant's trials start from, and the history that leads to it. */
export interface StagedTree {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly history: readonly Snapshot[];
}

type OverlaidTask = Pick<LoadedTask, "file" | "overlays">;
type OverlaidEnvironment = Pick<LoadedEnvironment, "file" | "repo" | "history" | "overlays">;

/** The environment at HEAD with the variant's overlays committed on top, one commit each. Shares what it can. */
export function stageTree(
  resolved: Pick<ResolvedTask, "overlays" | "levels">,
  task: OverlaidTask,
  environment: OverlaidEnvironment,
): StagedTree {
  const history = [...environment.history];
  let files = environment.repo;
  for (const overlay of chosenOverlays(resolved, task, environment)) {
    files = new Map([...files, ...overlay.files]);
    history.push(describeCommit(overlay, history.at(-1), files));
  }
  return { files, history };
}

/** A variant's overlays with their names filled, in the order of their commits; those that tell none come last. */
export function chosenOverlays(
  { overlays, levels }: Pick<ResolvedTask, "overlays" | "levels">,
  task: OverlaidTask,
  environment: OverlaidEnvironment,
): readonly Overlay[] {
  const names = overlayNamesAt(task.file, environment.file, levels);
  const time = ({ commit }: Overlay): number => (commit === null ? Infinity : Date.parse(commit.date));
  return overlays
    .map((name) => renderOverlay(findOverlay(name, task, environment), names))
    .toSorted((left, right) => (time(left) === time(right) ? 0 : time(left) - time(right)));
}

function findOverlay(
  { owner, name }: OverlayName,
  task: OverlaidTask,
  environment: OverlaidEnvironment,
): Overlay {
  const own = owner === "task" ? task.overlays.get(name) : undefined;
  const overlay = own ?? environment.overlays.get(name);
  if (overlay === undefined) throw new Error(`overlay ${name} was not loaded`);
  return overlay;
}

/** An overlay that tells no commit of its own reads as the next one of whoever committed last. */
function describeCommit(overlay: Overlay, last: Snapshot | undefined, files: Snapshot["files"]): Snapshot {
  if (overlay.commit !== null) return { ...overlay.commit, files };
  if (last === undefined) throw new Error("a history has at least one commit");
  const [first = "", ...more] = [...overlay.files.keys()];
  const message = more.length === 0 ? `Update ${first}` : `Update ${first} and ${more.length} more`;
  return { author: last.author, date: last.date, message, files };
}
