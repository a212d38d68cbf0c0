import type { CheckEvent, CheckResult, MutationScore } from "./check-result.js";
import { toResult } from "./check-result.js";
import { checkDeterminism } from "./check-determinism.js";
import { checkExpectations } from "./check-expectations.js";
import { checkPatches, checkPatchSet } from "./check-patches.js";
import type { TaskUnderCheck } from "./open-task.js";
import { findAttachmentFault } from "./find-attachment-fault.js";
import { checkVariants } from "./check-variants.js";
import { seededRandom } from "../stats/random.js";
import { scoreMutants } from "./score-mutants.js";
import type { OpenScoring } from "./scoring.js";

/** Every proof of one task: its expectations, its patches, its variants, the mutants of its oracle. */
export function* checkTask(
  opened: TaskUnderCheck,
  open: OpenScoring,
  seed: number,
): Generator<CheckEvent, void> {
  const { subject, task, environment, base, resolved } = opened;
  const random = seededRandom(`${seed} ${task.file.id}`);
  const fresh = open(environment, base).assess(resolved.scoring);
  const results: readonly CheckResult[] = [
    ...checkExpectations(opened),
    ...checkPatches(opened),
    ...checkPatchSet(opened),
    checkCanary(opened),
    toResult(subject, "attached files", findAttachmentFault(opened)),
    checkDeterminism(opened, fresh, random),
    ...checkVariants(opened, open),
  ];
  for (const result of results) yield { type: "result", result };
  const oracle = opened.applied.find(({ patch }) => patch.kind === "oracle");
  if (oracle === undefined) return;
  const score = scoreMutants(opened, oracle, random);
  yield { type: "score", score };
  yield {
    type: "result",
    result: toResult(subject, "mutants", findMutationFault(score), describeScore(score)),
  };
}

function checkCanary({ subject, task, base }: TaskUnderCheck): CheckResult {
  const leaked = base
    .paths()
    .find((path) => Buffer.from(base.file(path)?.bytes ?? []).includes(task.file.canary));
  return toResult(
    subject,
    "canary",
    leaked === undefined ? undefined : `the agent could read it in ${leaked}`,
  );
}

function findMutationFault({ total, survivors }: MutationScore): string | undefined {
  if (total === 0) return "no mutant could be made";
  if (survivors.length === 0) return undefined;
  return survivors
    .map(({ mutant, expected, action }) => `${mutant}: expected ${expected}, scored ${action}`)
    .join("; ");
}

function describeScore({ killed, total, equivalent }: MutationScore): string {
  return `${killed}/${total} killed, ${equivalent} equivalent`;
}
