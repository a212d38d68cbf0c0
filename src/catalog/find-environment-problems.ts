import type { Environment, Surface } from "../schema/environment.js";
import { namesIn } from "./fill-template.js";
import { listChoices, quoteValue } from "./problem.js";
import type { Problem } from "./problem.js";
import { findUnknownNames, findWordingProblems } from "./find-wording-problems.js";
import type { FieldProblem } from "./find-wording-problems.js";
import type { Overlay } from "./read-overlays.js";
import { reservedNames } from "./template-names.js";

/** What an `environment.yaml` contradicts itself in. Overlays are the folder's own. */
export function findEnvironmentProblems(
  file: string,
  environment: Environment,
  overlays: ReadonlyMap<string, Overlay>,
): readonly Problem[] {
  const problem = (field: string, message: string): Problem => ({ file, field, message });
  const surfaces = Object.entries(environment.surfaces).flatMap(([id, surface]) =>
    findSurfaceProblems(surface, environment).map(({ field, message }) =>
      problem(`surfaces.${id}.${field}`, message),
    ),
  );
  return [
    ...surfaces,
    ...findValidateProblems(environment).map((message) => problem("validate", message)),
    ...findUnknownNames(namesIn(environment.system), [...reservedNames]).map((message) =>
      problem("system", message),
    ),
    ...findWordingProblems(environment, overlays).map(({ field, message }) => problem(field, message)),
  ];
}

function findSurfaceProblems(surface: Surface, environment: Environment): FieldProblem[] {
  const texts = stringsIn(surface.read);
  const used = new Set(
    texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")),
  );
  const declared = Object.keys(surface.params);
  const source = "of" in surface.read ? surface.read.of : "rules" in surface.read ? surface.read.rules : "";
  const kind = /^([\w.-]+):/.exec(source)?.[1];
  return [
    ...[...used]
      .filter((name) => !declared.includes(name))
      .map((name) => ({
        field: "read",
        message: `expected a parameter (${listChoices(declared)}), got {${name}}`,
      })),
    ...declared
      .filter((name) => !used.has(name))
      .map((name) => ({ field: `params.${name}`, message: "expected to be used in `read`, is not" })),
    ...(kind === undefined || Object.hasOwn(environment.compose, kind)
      ? []
      : [
          {
            field: "read",
            message: `expected a key of compose (${listChoices(Object.keys(environment.compose))}), got ${quoteValue(kind)}`,
          },
        ]),
    ...(surface.range !== undefined && surface.range[0] >= surface.range[1]
      ? [{ field: "range", message: "expected the least value before the greatest" }]
      : []),
  ];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function findValidateProblems(environment: Environment): string[] {
  const program = environment.validate?.trim().split(/\s+/)[0];
  if (program === undefined || Object.hasOwn(environment.commands, program)) return [];
  return [
    `expected to start with a command (${listChoices(Object.keys(environment.commands))}), got ${quoteValue(program)}`,
  ];
}
