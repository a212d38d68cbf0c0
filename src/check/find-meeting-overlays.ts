import { findApart } from "../catalog/factor-levels.js";
import type { TaskUnderCheck } from "./open-task.js";
import type { StagedVariant } from "./stage-variants.js";

/**
 * Levels of two factors whose overlays bring the same file: the later would hide the earlier without a word. Such levels
 * have to be kept `apart`.
 */
export function findMeetingOverlays(
  { task, environment, resolved }: TaskUnderCheck,
  variants: readonly StagedVariant[],
): string | undefined {
  const bringing = variants.map((variant) => ({
    ...variant,
    paths: new Set(variant.overlays.flatMap(({ files }) => [...files.keys()])),
  }));
  const found = bringing.flatMap((one, place) =>
    bringing.slice(place + 1).flatMap((other) => {
      const shared = [...one.paths].filter((path) => other.paths.has(path));
      if (one.factor === other.factor || shared.length === 0) return [];
      const both = {
        ...resolved.levels,
        [one.factor]: one.resolved.levels[one.factor],
        [other.factor]: other.resolved.levels[other.factor],
      };
      if (findApart(both, task.file, environment.file) !== undefined) return [];
      return [`${one.resolved.variant} and ${other.resolved.variant} both bring ${shared.join(", ")}`];
    }),
  );
  return found.length === 0 ? undefined : found.join("; ");
}
