import { basename } from "node:path";
import { TaskFile } from "../schema/task.js";
import { digestParts } from "./digest.js";
import { findFactorProblems } from "./factor-levels.js";
import { findUnwritten } from "./find-unwritten.js";
import { parseYaml } from "./parse-yaml.js";
import type { Loaded, Problem } from "./problem.js";
import { quoteValue } from "./problem.js";
import { readOwnText } from "./read-folder.js";
import { readOverlays } from "./read-overlays.js";
import type { Overlay } from "./read-overlays.js";
import { readPatches } from "./read-patches.js";
import type { TaskPatch } from "./read-patches.js";

/** A task's folder, read and sound in itself. Whether it fits its environment is `findTaskProblems`. */
export interface LoadedTask {
  readonly suite: string;
  readonly folder: string;
  /** `tasks/core/x/task.yaml`: how messages name it. */
  readonly label: string;
  readonly file: TaskFile;
  /** `task.yaml` as written. */
  readonly text: string;
  readonly patches: readonly TaskPatch[];
  readonly overlays: ReadonlyMap<string, Overlay>;
  /** SHA-256 over everything in the folder that can change a trial or its scoring. */
  readonly digest: string;
}

/** A task, or every problem found in it; a draft lacks nothing but its proofs. */
export type ReadTask = Loaded<LoadedTask> & { readonly draft?: LoadedTask };

/** Reads `task.yaml`, `patches/` and `overlays/` of a folder; `label` stands for the folder in messages. */
export function loadTask(folder: string, label: string, suite: string): ReadTask {
  const taskLabel = `${label}/task.yaml`;
  const text = readOwnText(folder, "task.yaml", label);
  if (!text.ok) return text;
  const file = parseYaml(text.value, taskLabel, TaskFile);
  const { patches, problems: patchProblems, missing } = readPatches(folder, label);
  const { overlays, problems: overlayProblems } = readOverlays(folder, label);
  const todo = findUnwritten(text.value, taskLabel);
  // What is still to be written would only be told again as what it is not yet.
  const faults = todo.length > 0 || file.ok ? todo : file.problems;
  const problems: Problem[] = [...faults, ...patchProblems, ...overlayProblems];
  if (file.ok) {
    problems.push(...findFactorProblems(taskLabel, file.value));
    if (file.value.id !== basename(folder)) {
      const message = `expected the folder's name ${quoteValue(basename(folder))}, got ${quoteValue(file.value.id)}`;
      problems.push({ file: taskLabel, field: "id", message });
    }
  }
  if (!file.ok || problems.length > 0) return { ok: false, problems: [...missing, ...problems] };
  const digest = digestParts({
    values: {
      task: file.value,
      patches,
      commits: Object.fromEntries([...overlays].map(([n, o]) => [n, o.commit])),
    },
    trees: Object.fromEntries([...overlays].map(([name, overlay]) => [name, overlay.files])),
  });
  const task = {
    suite,
    folder,
    label: taskLabel,
    file: file.value,
    text: text.value,
    patches,
    overlays,
    digest,
  };
  return missing.length > 0 ? { ok: false, problems: missing, draft: task } : { ok: true, value: task };
}
