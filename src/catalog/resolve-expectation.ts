import type { Scalar } from "../schema/common.js";
import { Condition } from "../schema/condition.js";
import type { Environment, Surface } from "../schema/environment.js";
import type { Expectation, ResolvedExpectation } from "../schema/task.js";
import type { z } from "zod";
import type { TemplateName } from "./fill-template.js";
import { fillTemplate } from "./fill-template.js";
import { listChoices, quoteValue } from "./problem.js";

type Names = ReadonlyMap<string, TemplateName>;
type Report = (field: string, message: string) => void;

/** An expectation with its slots filled, checked against the environment's surfaces; undefined where that fails. */
export function resolveExpectation(
  expectation: z.infer<typeof Expectation>,
  environment: Pick<Environment, "id" | "surfaces">,
  names: Names,
  report: Report,
): ResolvedExpectation | undefined {
  const fill = (text: string): string => fillTemplate(text, names).text;
  const surface = fill(expectation.surface);
  const declared = environment.surfaces[surface];
  if (declared === undefined) {
    report("surface", `expected a surface of ${environment.id}, got ${quoteValue(surface)}`);
    return undefined;
  }
  const parameters = resolveParameters(expectation.with, declared, fill, report);
  const to = resolveCondition("to", fill(expectation.to), report);
  const against =
    expectation.against === undefined
      ? undefined
      : resolveCondition("against", fill(expectation.against), report);
  if (parameters === undefined || to === undefined) return undefined;
  return {
    surface,
    with: parameters,
    toward: expectation.toward,
    to,
    ...(against === undefined ? {} : { against }),
  };
}

function resolveCondition(field: string, text: string, report: Report): Condition | undefined {
  const parsed = Condition.safeParse(text);
  if (parsed.success) return parsed.data;
  report(field, `${parsed.error.issues[0]?.message ?? "expected a condition"}, got ${quoteValue(text)}`);
  return undefined;
}

function resolveParameters(
  given: Readonly<Record<string, Scalar>>,
  surface: Surface,
  fill: (text: string) => string,
  report: Report,
): Record<string, Scalar> | undefined {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(surface.params, name));
  for (const name of unknown) {
    report(
      `with.${name}`,
      `expected a parameter of the surface (${listChoices(Object.keys(surface.params))})`,
    );
  }
  const resolved = Object.entries(surface.params).flatMap(([name, values]): [string, Scalar][] => {
    const wanted = given[name];
    const text = wanted === undefined ? undefined : fill(String(wanted));
    // A slot is always text, a parameter may be a number: what reads the same is the same.
    const match = values.find((value) => String(value) === text);
    if (match !== undefined) return [[name, match]];
    report(`with.${name}`, `expected ${listChoices(values.map(String))}, got ${quoteValue(text)}`);
    return [];
  });
  const isWhole = resolved.length === Object.keys(surface.params).length;
  return isWhole && unknown.length === 0 ? Object.fromEntries(resolved) : undefined;
}
