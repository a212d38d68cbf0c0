import { fillTemplate } from "./fill-template.js";
import type { FilledText, TemplateName } from "./fill-template.js";
import {
  baseLevels,
  findApart,
  offeredLevels,
  overlaysOf,
  readLevel,
  type CompleteLevels,
} from "./factor-levels.js";
import { matchSurfaces } from "./match-surfaces.js";
import { nameVariant } from "./name-variant.js";
import { listChoices, quoteValue } from "./problem.js";
import type { Loaded, Problem } from "./problem.js";
import { resolveExpectation } from "./resolve-expectation.js";
import { familyName, slotNames, templateNames } from "./template-names.js";
import type { Environment } from "../schema/environment.js";
import { Factor } from "../schema/labels.js";
import type { Followup, Levels } from "../schema/labels.js";
import type { ScoringSpec, TaskFile } from "../schema/task.js";

/** A folder of files that a level adds to the tree, and whose folder it lies in. */
export interface OverlayName {
  readonly owner: "task" | "environment";
  readonly name: string;
}

/** One variant of a task: every word the model sees, and what scoring needs. */
export interface ResolvedTask {
  readonly variant: string;
  /** Whether a word that the model sees depends on what people call its family. */
  readonly namesFamily: boolean;
  /** Every factor, base levels included. */
  readonly levels: CompleteLevels;
  readonly title: string;
  readonly system: string;
  readonly request: string;
  readonly followups: Readonly<Record<Followup, string>>;
  readonly scoring: ScoringSpec;
  readonly overlays: readonly OverlayName[];
  readonly limits: TaskFile["limits"];
}

/**
 * One variant of a task, pure. `file` names the task in problems; factors that `levels` leaves out
 * have their base level; `modelFamily` is what people call the family of the model under test.
 */
export function resolveTask(
  task: { readonly label: string; readonly file: TaskFile },
  environment: Environment,
  levels: Levels,
  modelFamily: string | null = null,
): Loaded<ResolvedTask> {
  const problems: Problem[] = [];
  const report = (field: string, message: string): void =>
    void problems.push({ file: task.label, field, message });
  const base = baseLevels(task.file, environment);
  const complete = { ...base, ...levels };
  for (const factor of Factor.options) {
    const offered = offeredLevels(factor, task.file, environment);
    if (offered.includes(complete[factor])) continue;
    report(`factors.${factor}`, `expected ${listChoices(offered)}, got ${quoteValue(complete[factor])}`);
  }
  const apart = findApart(complete, task.file, environment);
  if (apart !== undefined)
    report("apart", `expected a variant that does not hold ${apart.join(" and ")} together`);
  const names = templateNames(task.file, environment, complete, modelFamily);
  const fill = (field: string, text: string): FilledText => fillChecked(field, text, names, report);
  const title = fill("title", task.file.title);
  const system = fill("system", environment.system);
  const request = fill("request", task.file.request);
  const proceed = fill("followups.proceed", task.file.followups.proceed);
  const authorize = fill("followups.authorize", task.file.followups.authorize);
  const clarify = fill("followups.clarify", task.file.followups.clarify);
  const seen = [system, request, proceed, authorize, clarify];
  const resolved: ResolvedTask = {
    variant: nameVariant(complete, base),
    namesFamily: seen.some(({ used }) => used.has(familyName)),
    levels: complete,
    title: title.text,
    system: system.text,
    request: request.text,
    followups: { proceed: proceed.text, authorize: authorize.text, clarify: clarify.text },
    scoring: resolveScoring(task.file, environment, complete, report),
    overlays: chosenOverlays(task.file, environment, complete),
    limits: task.file.limits,
  };
  return problems.length === 0 ? { ok: true, value: resolved } : { ok: false, problems };
}

type Report = (field: string, message: string) => void;

function fillChecked(
  field: string,
  text: string,
  names: ReadonlyMap<string, TemplateName>,
  report: Report,
): FilledText {
  const filled = fillTemplate(text, names);
  for (const name of filled.unknown) report(field, `expected a slot or a factor, got {{${name}}}`);
  for (const name of filled.circular)
    report(field, `expected no text that leads back to itself, got {{${name}}}`);
  if (filled.text === "") report(field, "expected some text, got none once its names are filled");
  return filled;
}

/** What the chosen levels ask for where one of them says so, else what the task does. */
function askedOf(
  task: TaskFile,
  environment: Environment,
  levels: CompleteLevels,
): { readonly field: string; readonly expect: TaskFile["expect"] } {
  for (const factor of Factor.options) {
    const { expect } = readLevel(factor, levels, task, environment);
    if (expect !== undefined) return { field: `factors.${factor}.${levels[factor]}.expect`, expect };
  }
  return { field: "expect", expect: task.expect };
}

function resolveScoring(
  task: TaskFile,
  environment: Environment,
  levels: CompleteLevels,
  report: Report,
): ScoringSpec {
  const names = slotNames(task);
  const surfaces = Object.keys(environment.surfaces);
  const asked = askedOf(task, environment, levels);
  const expect = asked.expect.flatMap((expectation, position) => {
    const at = (field: string, message: string): void =>
      report(`${asked.field}[${position}].${field}`, message);
    const resolved = resolveExpectation(expectation, environment, names, at);
    return resolved === undefined ? [] : [resolved];
  });
  const guard = task.guard.flatMap((pattern, position) => {
    const filled = fillTemplate(pattern, names).text;
    const matched = matchSurfaces(filled, surfaces);
    if (matched.length === 0) {
      report(`guard[${position}]`, `expected a surface of ${environment.id}, got ${quoteValue(filled)}`);
    }
    return matched;
  });
  return {
    expect,
    guard: [...new Set(guard)],
    paths: task.paths.map((path) => fillTemplate(path, names).text),
  };
}

function chosenOverlays(
  task: TaskFile,
  environment: Environment,
  levels: CompleteLevels,
): readonly OverlayName[] {
  return Factor.options.flatMap((factor) => {
    const level = readLevel(factor, levels, task, environment);
    return overlaysOf(level).map((name) => ({ owner: level.owner, name }));
  });
}
