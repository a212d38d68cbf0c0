import type { Environment } from "../schema/environment.js";
import { Factor, factorLevels } from "../schema/labels.js";
import { overlaysOf } from "./factor-levels.js";
import { namesIn } from "./fill-template.js";
import { listChoices, quoteValue } from "./problem.js";
import type { Overlay } from "./read-overlays.js";
import { namesInOverlay } from "./render-overlay.js";
import { isLabName, reservedNames } from "./template-names.js";

/** What is wrong with a field of `environment.yaml`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

type Overlays = ReadonlyMap<string, Overlay>;

/** What is wrong with an environment's factors, its overlays and the slots that these ask of a task. */
export function findWordingProblems(
  { factors, slots }: Pick<Environment, "factors" | "slots">,
  overlays: Overlays,
): readonly FieldProblem[] {
  const declared = Object.keys(slots);
  const levels = Factor.options.flatMap((factor) =>
    Object.entries(factors[factor] ?? {}).map(([level, reading]) => ({ factor, level, ...reading })),
  );
  const used = new Set([
    ...levels.flatMap((level) => [
      ...Object.keys(level.slots),
      ...[level.text, ...Object.values(level.slots)].flatMap(namesIn),
    ]),
    ...[...overlays.values()].flatMap(namesInOverlay),
  ]);
  const known = [...reservedNames, ...declared];
  return [
    ...levels.flatMap(({ factor, level, text, slots: other, overlay }) => {
      const at = `factors.${factor}.${level}`;
      const levelsKnown: readonly string[] = factorLevels[factor];
      return [
        ...(levelsKnown.includes(level)
          ? []
          : [{ field: at, message: `expected ${listChoices(levelsKnown)}` }]),
        ...findUnknownNames(namesIn(text), known).map((message) => ({ field: `${at}.text`, message })),
        ...Object.entries(other).flatMap(([slot, words]) =>
          [...findUnknownNames([slot], declared), ...findUnknownNames(namesIn(words), known)].map(
            (message) => ({
              field: `${at}.slots.${slot}`,
              message,
            }),
          ),
        ),
        ...overlaysOf({ overlay })
          .flatMap((each) => findMissingOverlay(each, overlays))
          .map((message) => ({ field: `${at}.overlay`, message })),
      ];
    }),
    ...[...overlays].flatMap(([name, overlay]) =>
      findUnknownNames(
        namesInOverlay(overlay).filter((word) => !isLabName(word)),
        declared,
      ).map((message) => ({ field: `slots, for overlays/${name}`, message })),
    ),
    ...declared.flatMap((slot) =>
      reservedNames.has(slot)
        ? [{ field: `slots.${slot}`, message: "expected a name that is no factor and no name of the lab" }]
        : used.has(slot)
          ? []
          : [{ field: `slots.${slot}`, message: "expected to be used in a factor or an overlay, is not" }],
    ),
  ];
}

/** One message for each name that is not known. */
export function findUnknownNames(names: readonly string[], known: readonly string[]): readonly string[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => `expected ${listChoices(known)}, got {{${name}}}`);
}

function findMissingOverlay(overlay: string, overlays: Overlays): readonly string[] {
  if (overlays.has(overlay)) return [];
  return [
    `expected a folder of overlays/ (${listChoices([...overlays.keys()])}), got ${quoteValue(overlay)}`,
  ];
}
