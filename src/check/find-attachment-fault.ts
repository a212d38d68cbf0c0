import { attachedPaths, namedPaths } from "../catalog/attached-paths.js";
import { offeredLevels } from "../catalog/factor-levels.js";
import { isBinary } from "../diff/is-binary.js";
import { isQuestion } from "../schema/labels.js";
import type { TaskUnderCheck } from "./open-task.js";

/** A question should fit on a desk: characters of all attached files together. */
const mostCharacters = 60_000;

/** Whether everything that a question would show is there, is text, and is not too much. */
export function findAttachmentFault({
  task,
  environment,
  resolved,
  base,
}: TaskUnderCheck): string | undefined {
  const asked = offeredLevels("setting", task.file, environment.file).some((setting) =>
    isQuestion({ setting }),
  );
  if (!asked) return undefined;
  const missing = namedPaths(task).find((path) => base.file(path) === undefined);
  if (missing !== undefined) return `attach: expected a file of the repository, got ${missing}`;
  const paths = attachedPaths(resolved, task, environment);
  const bytesOf = (path: string): Uint8Array => base.file(path)?.bytes ?? new Uint8Array();
  const binary = paths.find((path) => isBinary(bytesOf(path)));
  if (binary !== undefined) return `attach: expected text, got ${binary}`;
  const size = paths.reduce((sum, path) => sum + bytesOf(path).length, 0);
  return size <= mostCharacters
    ? undefined
    : `attach: expected at most ${mostCharacters} bytes in all, got ${size}`;
}
