import type { Environment } from "../schema/environment.js";
import { Factor } from "../schema/labels.js";
import type { TaskFile } from "../schema/task.js";
import { declaredLevel, offeredLevels, overlaysOf } from "./factor-levels.js";
import { namesIn } from "./fill-template.js";
import type { LoadedTask } from "./load-task.js";
import { listChoices } from "./problem.js";
import type { Problem } from "./problem.js";
import type { Overlay } from "./read-overlays.js";
import { namesInOverlay } from "./render-overlay.js";
import { isLabName, reservedNames } from "./template-names.js";

/** A text of a task and where it lies. `goal`: slots alone; `overlay`: slots and the lab's names; `words`: all names. */
interface Mention {
  readonly field: string;
  readonly names: readonly string[];
  readonly kind: "words" | "goal" | "overlay";
}

/** Names that nobody declares, slots that nothing uses, and slots that a level asks for and a task does not give. */
export function findSlotProblems(
  task: LoadedTask,
  environment: Environment,
  overlays: ReadonlyMap<string, Overlay>,
): readonly Problem[] {
  const slots = Object.keys(task.file.slots);
  const own = mentionsOf(task);
  const inherited = inheritedMentions(task, environment, overlays);
  const used = new Set([...own, ...inherited].flatMap(({ names }) => names));
  const problem = (field: string, message: string): Problem => ({ file: task.label, field, message });
  const isKnown = (name: string, { kind }: Mention): boolean =>
    slots.includes(name) ||
    (kind === "words" ? reservedNames.has(name) : kind === "overlay" && isLabName(name));
  const unknown = own.flatMap((mention) =>
    mention.names
      .filter((name) => !isKnown(name, mention))
      .map((name) => {
        const wanted = mention.kind === "words" ? "a slot or a factor" : "a slot";
        return problem(mention.field, `expected ${wanted} (${listChoices(slots)}), got {{${name}}}`);
      }),
  );
  const missing = inherited.flatMap((mention) =>
    mention.names
      .filter((name) => !isKnown(name, mention))
      .map((name) =>
        problem(`slots.${name}`, `missing, expected as ${mention.field} of ${environment.id} uses it`),
      ),
  );
  const unused = slots
    .filter((slot) => !used.has(slot))
    .map((slot) => problem(`slots.${slot}`, "expected to be used in a template, is not"));
  const reserved = slots
    .filter((slot) => reservedNames.has(slot))
    .map((slot) => problem(`slots.${slot}`, "expected a name that is no factor and no name of the lab"));
  return [...unknown, ...missing, ...unused, ...reserved];
}

function mentionsOf({ file, overlays }: LoadedTask): readonly Mention[] {
  const { title, request, followups, factors, guard, paths, attach } = file;
  const words = [
    ["title", title] as const,
    ["request", request] as const,
    ...Object.entries(followups).map(([name, text]) => [`followups.${name}`, text] as const),
    ...levelsOf(factors).flatMap(([at, { text, slots }]) => [
      [`${at}.text`, typeof text === "string" ? text : Object.values(text).join(" ")] as const,
      ...Object.entries(slots).map(([slot, other]) => [`${at}.slots.${slot}`, other] as const),
    ]),
  ];
  const goals = [
    ...goalsOf("expect", file.expect),
    ...levelsOf(factors).flatMap(([at, { expect }]) => goalsOf(`${at}.expect`, expect ?? [])),
    ...guard.map((text, position) => [`guard[${position}]`, text] as const),
    ...paths.map((text, position) => [`paths[${position}]`, text] as const),
    ...attach.map((text, position) => [`attach[${position}]`, text] as const),
  ];
  return [
    ...words.map(([field, text]) => ({ field, names: namesIn(text), kind: "words" as const })),
    ...goals.map(([field, text]) => ({ field, names: namesIn(text), kind: "goal" as const })),
    ...[...overlays].map(([name, overlay]) => ({
      field: `overlays/${name}`,
      names: namesInOverlay(overlay),
      kind: "overlay" as const,
    })),
  ];
}

function levelsOf(factors: TaskFile["factors"]) {
  return Object.entries(factors).flatMap(([factor, levels]) =>
    typeof levels === "string"
      ? []
      : Object.entries(levels).map(([level, declared]) => [`factors.${factor}.${level}`, declared] as const),
  );
}

function goalsOf(at: string, expect: TaskFile["expect"]): readonly (readonly [string, string])[] {
  return expect.flatMap(({ surface, to, against, with: parameters }, position) => [
    [`${at}[${position}].surface`, surface] as const,
    [`${at}[${position}].to`, to] as const,
    [`${at}[${position}].against`, against ?? ""] as const,
    ...Object.entries(parameters).map(
      ([name, value]) => [`${at}[${position}].with.${name}`, String(value)] as const,
    ),
  ]);
}

/** What the levels that a task takes from its environment, and the environment's overlays, ask of its slots. */
function inheritedMentions(
  { file, overlays: own }: LoadedTask,
  environment: Environment,
  overlays: ReadonlyMap<string, Overlay>,
): readonly Mention[] {
  return offeredBy(file, environment).flatMap(({ field, text, slots, owner, ...level }) => {
    const named = overlaysOf(level).filter((name) => owner === "environment" || !own.has(name));
    const shared = named.flatMap((name) => {
      const overlay = overlays.get(name);
      return overlay === undefined ? [] : [{ field: `overlays/${name}`, names: namesInOverlay(overlay) }];
    });
    const words =
      owner === "task" || typeof text !== "string"
        ? []
        : [...Object.keys(slots), ...[text, ...Object.values(slots)].flatMap(namesIn)];
    return [
      { field, names: words, kind: "words" as const },
      ...shared.map((mention) => ({ ...mention, kind: "overlay" as const })),
    ];
  });
}

function offeredBy(file: TaskFile, environment: Environment) {
  return Factor.options.flatMap((factor) =>
    offeredLevels(factor, file, environment).map((level) => ({
      field: `factors.${factor}.${level}`,
      ...declaredLevel(factor, level, file, environment),
    })),
  );
}
