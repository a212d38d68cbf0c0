import { parsePatch } from "../diff/parse-patch.js";
import { fillTemplate } from "./fill-template.js";
import type { LoadedEnvironment } from "./load-environment.js";
import type { LoadedTask } from "./load-task.js";
import type { ResolvedTask } from "./resolve-task.js";
import { chosenOverlays } from "./stage-tree.js";
import { slotNames } from "./template-names.js";

/**
 * The files that a requester shows to a model without tools: those that the task names in `attach`, those that its oracle
 * changes, and those that the variant's overlays bring. New files of the oracle are left to the model.
 */
export function attachedPaths(
  resolved: Pick<ResolvedTask, "overlays" | "levels">,
  task: LoadedTask,
  environment: LoadedEnvironment,
): readonly string[] {
  const overlays = chosenOverlays(resolved, task, environment);
  const brought = overlays.flatMap(({ files }) => [...files.keys()]);
  return [...new Set([...namedPaths(task), ...changedPaths(task), ...brought])];
}

/** The paths of `attach`, their slots filled. */
export function namedPaths({ file }: Pick<LoadedTask, "file">): readonly string[] {
  const names = slotNames(file);
  return file.attach.map((path) => fillTemplate(path, names).text);
}

function changedPaths({ patches }: Pick<LoadedTask, "patches">): readonly string[] {
  const parsed = parsePatch(patches.find(({ kind }) => kind === "oracle")?.text ?? "");
  return "files" in parsed ? parsed.files.map(({ from }) => from) : [];
}
