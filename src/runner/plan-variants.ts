import { nameVariant } from "../catalog/name-variant.js";
import { listChoices } from "../catalog/problem.js";
import { InputError } from "../schema/input-error.js";
import { byNameOnly, Factor, factorLevels, mapFactors, type Levels } from "../schema/labels.js";
import { pairwiseDesign } from "../stats/pairwise-design.js";

/** Levels of one factor that were asked for; `*` stands for all that a task offers, but for those that run only by name. */
export interface LevelChoice {
  readonly factor: Factor;
  readonly levels: readonly string[] | "*";
}

/**
 * Which variants to run. `crossed`: every combination of the chosen levels. `each`: the base, and every chosen level
 * alone. `pairwise`: rows in which every two chosen levels meet. No choice stands for every factor's `*` in the last two.
 */
export interface VariantPlan {
  readonly design: "crossed" | "each" | "pairwise";
  readonly choices: readonly LevelChoice[];
}

/** A task as variants see it: its name and what it offers, the base level of each factor first. */
export interface VariableTask {
  readonly task: string;
  readonly offers: Readonly<Record<Factor, readonly string[]>>;
  /** Levels, as `factor=level`, that never all meet in one variant. */
  readonly apart: readonly (readonly string[])[];
}

/** What to run, and what was asked for and a task does not offer. */
export interface VariantsPlanned {
  readonly variants: ReadonlyMap<string, readonly Levels[]>;
  /** One line per level: which tasks run without it. */
  readonly notes: readonly string[];
}

/**
 * The variants of each task by its name, the base's levels left out. A variant with a level that a task does not offer
 * is left out for that task and noted. Throws `InputError` for a level that no task offers, naming what they do offer, and
 * where nothing is left of the plan, saying why.
 */
export function planVariants(plan: VariantPlan, tasks: readonly VariableTask[]): VariantsPlanned {
  for (const choice of plan.choices) requireOffered(choice, tasks);
  const variants = new Map(tasks.map((task) => [task.task, variantsOf(plan, task)]));
  const notes = [...plan.choices.flatMap((choice) => noteMissing(choice, tasks)), ...noteApart(plan, tasks)];
  if ([...variants.values()].every((levels) => levels.length === 0)) {
    throw new InputError(`--vary: no variant is left to run (${notes.join("; ")})`);
  }
  return { variants, notes };
}

function variantsOf(plan: VariantPlan, task: VariableTask): readonly Levels[] {
  const wanted = dropRepeats(combine[plan.design](chosenOf(plan, task), task), task);
  return wanted.filter((levels) => meeting(levels, task) === undefined);
}

/** The factors that a plan varies, with their levels that a task offers. */
function chosenOf({ design, choices }: VariantPlan, task: VariableTask): readonly OfferedLevels[] {
  const chosen = choices.length === 0 && design !== "crossed" ? everyFactor : choices;
  return chosen.map(({ factor, levels }) => ({ factor, levels: offeredOf({ factor, levels }, task) }));
}

/** The levels kept apart that a variant would bring together, base levels counted. */
function meeting(levels: Levels, { offers, apart }: VariableTask): readonly string[] | undefined {
  const levelOf = new Map<string, string | undefined>(
    Factor.options.map((factor) => [factor, levels[factor] ?? offers[factor][0]]),
  );
  return apart.find((names) =>
    names.every((name) => {
      const [factor = "", level] = name.split("=");
      return levelOf.get(factor) === level;
    }),
  );
}

interface OfferedLevels {
  readonly factor: Factor;
  readonly levels: readonly string[];
}

const everyFactor: readonly LevelChoice[] = Factor.options.map((factor) => ({ factor, levels: "*" }));

type Combine = (factors: readonly OfferedLevels[], task: VariableTask) => readonly Levels[];

const crossed: Combine = (factors) =>
  factors.reduce<readonly Levels[]>(
    (variants, { factor, levels }) =>
      variants.flatMap((variant) => levels.map((level) => ({ ...variant, [factor]: level }))),
    [{}],
  );

const combine: Readonly<Record<VariantPlan["design"], Combine>> = {
  crossed,
  each: (factors) => [
    {},
    ...factors.flatMap(({ factor, levels }) => levels.map((level) => ({ [factor]: level }))),
  ],
  pairwise: (factors, task) => {
    const { offers } = task;
    // A level alone in its factor takes part in every row and would only make rows longer.
    const varied = factors
      .map(({ factor, levels }) => ({ factor, levels: [...new Set([offers[factor][0] ?? "", ...levels])] }))
      .filter(({ levels }) => levels.length > 1);
    if (varied.length === 0) return [{}];
    // A level not chosen yet is none of its factor's, so that it meets nothing.
    const toLevels = (row: readonly (string | null)[]): Levels =>
      varied.reduce<Levels>((variant, { factor }, place) => ({ ...variant, [factor]: row[place] ?? "" }), {});
    const rows = pairwiseDesign(
      varied.map(({ levels }) => levels),
      (row) => meeting(toLevels(row), task) === undefined,
    );
    return [{}, ...rows.map(toLevels)];
  },
};

function offeredOf({ factor, levels }: LevelChoice, { offers }: VariableTask): readonly string[] {
  const offered = offers[factor];
  if (levels !== "*") return levels.filter((level) => offered.includes(level));
  return offered.filter((level) => !byNameOnly.has(`${factor}=${level}`));
}

/** Base levels left out, and each variant once. */
function dropRepeats(variants: readonly Levels[], { offers }: VariableTask): readonly Levels[] {
  const base = mapFactors((factor) => offers[factor][0] ?? "");
  const byName = new Map<string, Levels>();
  for (const variant of variants) {
    const name = nameVariant({ ...base, ...variant }, base);
    const differing = Object.entries(variant).filter(
      ([factor, level]) => base[Factor.parse(factor)] !== level,
    );
    if (!byName.has(name)) byName.set(name, Object.fromEntries(differing));
  }
  return [...byName.values()];
}

function requireOffered({ factor, levels }: LevelChoice, tasks: readonly VariableTask[]): void {
  if (levels === "*") return;
  const offered = new Set(tasks.flatMap(({ offers }) => offers[factor]));
  const unknown = levels.find((level) => !offered.has(level));
  if (unknown === undefined) return;
  const all: readonly string[] = factorLevels[factor];
  const whose = tasks.length === 1 ? (tasks[0]?.task ?? "") : `the ${tasks.length} tasks`;
  const isWord = all.includes(unknown);
  throw new InputError(
    `--vary ${factor}: expected ${listChoices(all.filter((level) => offered.has(level)))}, which ${whose} ` +
      `${tasks.length === 1 ? "offers" : "offer"}, got ${JSON.stringify(unknown)}` +
      (isWord ? " (no task of this run offers it)" : ""),
  );
}

function noteMissing({ factor, levels }: LevelChoice, tasks: readonly VariableTask[]): string[] {
  if (levels === "*") return [];
  return levels.flatMap((level) => {
    const without = tasks.filter(({ offers }) => !offers[factor].includes(level)).map(({ task }) => task);
    if (without.length === 0) return [];
    return [
      `${factor}=${level}: not offered by ${without.length} of ${tasks.length} tasks, left out there: ${listChoices(without).replace(/ or ([^ ]+)$/, " and $1")}`,
    ];
  });
}

/** One line for every set of levels that a plan would bring together and some task keeps apart. */
function noteApart(plan: VariantPlan, tasks: readonly VariableTask[]): string[] {
  const sets = tasks.flatMap((task) => {
    const base = new Set(Factor.options.map((factor) => `${factor}=${task.offers[factor][0] ?? ""}`));
    const chosen = new Set(
      chosenOf(plan, task).flatMap(({ factor, levels }) => levels.map((level) => `${factor}=${level}`)),
    );
    return task.apart.filter((names) => {
      const varied = names.filter((name) => !base.has(name));
      return varied.every((name) => chosen.has(name)) && (plan.design !== "each" || varied.length === 1);
    });
  });
  return [...new Set(sets.map((names) => names.join(" with ")))].map(
    (names) => `${names}: kept apart, left out`,
  );
}
