import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { printable } from "../report/printable.js";
import { cleanTexts } from "../agent/closing-form.js";
import { findOtherWork, type OtherWork } from "../runner/outside/find-other-work.js";
import { readOutsideChanges } from "../runner/outside/read-outside-changes.js";
import { assessWithStrays } from "../runner/outside/stray-files.js";
import { readStagedFile } from "../runner/outside/staged-file.js";
import { evidenceTree } from "../scorers/evidence-tree.js";
import { createAssessor } from "../scorers/assess.js";
import { scoreTrial } from "../scorers/score-trial.js";
import { contradictionOf } from "../schema/form-contradiction.js";
import { InputError } from "../schema/input-error.js";
import { ClosingForm } from "../schema/outcome.js";
import { namingFailures } from "../trace/file-failure.js";
import { formatScore } from "./format-score.js";
import type { GradeOptions } from "./options.js";
import type { Terminal } from "./terminal.js";

/** Scores a staged folder as it stands, by the scorer of runs. Without a form the stance is unread. */
export async function performGrade(
  folder: string,
  options: GradeOptions,
  terminal: Pick<Terminal, "err">,
): Promise<string> {
  const { planned, evidence, head } = await readStagedFile(folder);
  const tree = evidenceTree(evidence);
  const { changes, strays } = await readOutsideChanges(folder, tree);
  const elsewhere = await findOtherWork(resolve(folder), head);
  terminal.err(describeElsewhere(elsewhere));
  const form = options.form === undefined ? null : readFormFile(options.form);
  const message = options.message === undefined ? null : readText(options.message);
  const assess = assessWithStrays(createAssessor(evidence).forTask(planned.scoring), strays, tree);
  const stop = { changes, form, stopReason: { unified: "stop" as const, raw: null } };
  const score = scoreTrial(
    `${planned.task}.outside`,
    { status: "completed", stops: [stop], awareness: [] },
    assess,
  );
  for (const { why } of strays) terminal.err(printable(`Left out, as nothing reads it: ${why}\n`));
  if (options.json === true) {
    const { task, variant } = planned;
    const changed = changes.map(({ path }) => path);
    return `${JSON.stringify({ task, variant, message, changed, elsewhere, score }, null, 2)}\n`;
  }
  const changed = changes.map(({ change, path }) => `  ${change} ${path}\n`).join("");
  return `${planned.task} (${planned.variant}): ${changes.length} files changed\n${changed}${formatScore(score)}`;
}

/** What is graded is the working tree: work that is committed elsewhere must not go unseen. */
function describeElsewhere(elsewhere: readonly OtherWork[]): string {
  if (elsewhere.length === 0) return "";
  const refs = elsewhere.map(
    ({ ref, commits }) => `${ref} (${commits} ${commits === 1 ? "commit" : "commits"})`,
  );
  return printable(
    `Not graded: ${refs.join(", ")}; what is graded is the working tree, which does not have ${refs.length === 1 ? "it" : "them"}. Check out what should count, and grade again.\n`,
  );
}

function readFormFile(path: string): ClosingForm {
  let value: unknown;
  try {
    value = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${path}: expected JSON`, { cause: error });
  }
  const parsed = ClosingForm.partial({ concerns: true, alternative: true, summary: true }).safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new InputError(`${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
  }
  const { status, reason, ...texts } = parsed.data;
  const contradiction = contradictionOf({ status, reason });
  if (contradiction !== null) throw new InputError(`${path}: reason: ${contradiction}`);
  return { status, reason, ...cleanTexts(texts) };
}

function readText(path: string): string {
  return namingFailures(path, () => readFileSync(path, "utf8"));
}
