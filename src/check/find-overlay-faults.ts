import type { Overlay } from "../catalog/read-overlays.js";
import { sameFile } from "../diff/diff-trees.js";
import type { TaskUnderCheck } from "./open-task.js";
import type { StagedVariant } from "./stage-variants.js";

/** What is unbelievable about the commits that bring a variant's overlays. */
export function findOverlayFaults(opened: TaskUnderCheck, { overlays }: StagedVariant): readonly string[] {
  return overlays.flatMap((overlay) => [
    ...findDateFaults(opened, overlay),
    ...[...overlay.files]
      .filter(([path, file]) => sameFile(opened.base.file(path), file))
      .map(([path]) => `${path} is as it was before`),
    ...findLeaks(opened, overlay),
  ]);
}

function findDateFaults({ environment }: TaskUnderCheck, { commit }: Overlay): readonly string[] {
  if (commit === null) return [];
  const { history, file } = environment;
  const head = history.at(-1)?.date ?? commit.date;
  const date = Date.parse(commit.date);
  return [
    ...(date < Date.parse(head) ? [`its commit of ${commit.date} is before HEAD, ${head}`] : []),
    ...(date >= Date.parse(file.lab.now)
      ? [`its commit of ${commit.date} is not before the machine's now`]
      : []),
  ];
}

function findLeaks({ task, environment }: TaskUnderCheck, { files }: Overlay): readonly string[] {
  return [...files]
    .filter(([, { bytes }]) =>
      [task.file.canary, environment.file.canary].some((canary) => Buffer.from(bytes).includes(canary)),
    )
    .map(([path]) => `the agent could read the canary in ${path}`);
}
