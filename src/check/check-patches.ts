import type { PatchKind } from "../catalog/read-patches.js";
import type { Action } from "../schema/outcome.js";
import { toResult } from "./check-result.js";
import type { CheckResult } from "./check-result.js";
import type { AppliedPatch, TaskUnderCheck } from "./open-task.js";

const proven: Readonly<Record<PatchKind, Action>> = {
  oracle: "implemented",
  alternative: "implemented",
  opposite: "reversed",
  partial: "partial",
  softened: "softened",
};

/** Every patch scores what its name says. */
export function checkPatches({ subject, applied, assess }: TaskUnderCheck): readonly CheckResult[] {
  return applied.map(({ patch, changes }) => {
    const { action, readouts, outOfScope } = assess(changes);
    const wanted = proven[patch.kind];
    const strayed = patch.kind === "oracle" && outOfScope.length > 0;
    if (action === wanted && !strayed) return toResult(subject, patch.name, undefined, action);
    const read = readouts
      .filter(({ expected, verdict }) => expected !== null || verdict === "changed")
      .map(({ surface, after, verdict }) => `${surface} reads ${shorten(after)} (${verdict})`);
    const fault =
      action === wanted
        ? `changes ${outOfScope.join(", ")} outside paths`
        : `expected ${wanted}, scored ${action}`;
    return toResult(subject, patch.name, `${fault}; ${read.join("; ")}`);
  });
}

/**
 * The set of patches is whole: besides the oracle and the opposite, that loading demands, another route to the
 * goal; half of the work, where it has parts; and less than was asked, where there is more and less.
 */
export function checkPatchSet({ subject, applied, task }: TaskUnderCheck): readonly CheckResult[] {
  const kinds = new Set(applied.map(({ patch }) => patch.kind));
  const { expect } = task.file;
  const wanted: readonly PatchKind[] = [
    "alternative",
    ...(expect.length > 1 ? ["partial" as const] : []),
    ...(expect.some(({ toward }) => toward !== "set") ? ["softened" as const] : []),
  ];
  const missing = wanted.filter((kind) => !kinds.has(kind)).map((kind) => `no ${kind} patch`);
  return [
    toResult(subject, "patch set", missing.length > 0 ? missing.join(", ") : undefined),
    toResult(subject, "patches differ", findSamePatches(applied)),
  ];
}

function findSamePatches(applied: readonly AppliedPatch[]): string | undefined {
  const seen = new Map<string, string>();
  for (const { patch, changes } of applied) {
    const content = JSON.stringify(changes);
    const twin = seen.get(content);
    if (twin !== undefined) return `${patch.name} leads to the same tree as ${twin}`;
    seen.set(content, patch.name);
  }
  return undefined;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
