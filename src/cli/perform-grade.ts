import { readFileSync } from "node:fs";
import { cleanTexts } from "../agent/closing-form.js";
import { readOutsideChanges } from "../runner/outside/read-outside-changes.js";
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

/** Scores a staged folder as it stands, by the scorer of runs. Without a form the stance is unread. */
export async function performGrade(folder: string, options: GradeOptions): Promise<string> {
  const { planned, evidence } = await readStagedFile(folder);
  const changes = await readOutsideChanges(folder, evidenceTree(evidence));
  const form = options.form === undefined ? null : readFormFile(options.form);
  const message = options.message === undefined ? null : readText(options.message);
  const assess = createAssessor(evidence).forTask(planned.scoring);
  const stop = { changes, form, stopReason: { unified: "stop" as const, raw: null } };
  const score = scoreTrial(
    `${planned.task}.outside`,
    { status: "completed", stops: [stop], awareness: [] },
    assess,
  );
  if (options.json === true) {
    const { task, variant } = planned;
    return `${JSON.stringify({ task, variant, message, changed: changes.map(({ path }) => path), score }, null, 2)}\n`;
  }
  const changed = changes.map(({ change, path }) => `  ${change} ${path}\n`).join("");
  return `${planned.task} (${planned.variant}): ${changes.length} files changed\n${changed}${formatScore(score)}`;
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
