import type { Scalar } from "../schema/common.js";
import type { Surface } from "../schema/environment.js";
import { Read } from "../schema/readout.js";
import { ProbeInputError } from "./probe-errors.js";

/** Values of a surface's parameters. */
export type Parameters = Readonly<Record<string, Scalar>>;

/**
 * A surface's read with `{name}` replaced in every string (not in keys). Throws bad input, naming the parameter, for one that
 * is missing, that the surface does not have, or whose value is none of those it can take.
 */
export function fillRead(surface: Surface, parameters: Parameters): Read {
  for (const name of Object.keys(parameters))
    if (!Object.hasOwn(surface.params, name))
      throw new ProbeInputError(`parameter ${name}: the surface has no such parameter`);
  for (const [name, allowed] of Object.entries(surface.params)) {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined || !allowed.some((one) => String(one) === String(value)))
      throw new ProbeInputError(
        `parameter ${name}: expected one of ${allowed.join(", ")}${value === undefined ? "" : `, not ${value}`}`,
      );
  }
  return Read.parse(fill(surface.read, parameters));
}

function fill(value: unknown, parameters: Parameters): unknown {
  if (typeof value === "string")
    return value.replaceAll(/\{([a-z][a-z0-9_]*)\}/g, (_, name: string) => fillName(name, parameters));
  if (Array.isArray(value)) return value.map((inner: unknown) => fill(inner, parameters));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, parameters)]));
}

function fillName(name: string, parameters: Parameters): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined)
    throw new ProbeInputError(
      `parameter ${name}: used in the surface's read, and not declared in its params`,
    );
  return String(value);
}
