import { askWithFiles } from "../agent/answer/answer-words.js";
import { attachedPaths } from "../catalog/attached-paths.js";
import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { LoadedTask } from "../catalog/load-task.js";
import type { ResolvedTask } from "../catalog/resolve-task.js";
import { isQuestion } from "../schema/labels.js";
import type { Tree } from "../schema/tree.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The request as a model gets it: as it was rendered, and for a question with the files it is about and how to answer. */
export function writeRequest(
  resolved: ResolvedTask,
  task: LoadedTask,
  environment: LoadedEnvironment,
  staged: Tree,
): string {
  if (!isQuestion(resolved.levels)) return resolved.request;
  const files = attachedPaths(resolved, task, environment).flatMap((path) => {
    const file = staged.file(path);
    return file === undefined ? [] : [{ path, content: decoder.decode(file.bytes) }];
  });
  return askWithFiles(resolved.request, files);
}
