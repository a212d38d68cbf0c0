import type { Matrix } from "./matrix.js";

/** A categorical factor: its levels, and the one that the others are compared with. */
export interface Factor {
  readonly name: string;
  readonly reference: string;
  readonly levels: readonly string[];
}

/** A column of a design: the intercept, or one level of a factor against its reference. */
export interface Column {
  /** "intercept" or "factor=level". */
  readonly name: string;
  readonly factor: string | null;
  readonly level: string | null;
}

/** Rows of zeros and ones, the intercept first. */
export interface Design {
  readonly columns: readonly Column[];
  readonly rows: Matrix;
}

/**
 * One row per observation, with a one for the intercept and for the level it has of each factor, unless that is the
 * reference. Levels that no observation has get no column. Throws where an observation lacks a factor or has an
 * unknown level.
 */
export function factorDesign(
  observations: readonly Readonly<Record<string, string>>[],
  factors: readonly Factor[],
): Design {
  for (const { name, reference, levels } of factors) {
    if (!levels.includes(reference))
      throw new TypeError(`factor ${name} has no level ${reference} to compare with`);
    for (const observation of observations) {
      const level = observation[name];
      if (level === undefined || !levels.includes(level)) {
        throw new TypeError(`factor ${name} is ${String(level)}, expected one of ${levels.join(", ")}`);
      }
    }
  }
  const compared = factors.flatMap(({ name, reference, levels }) =>
    levels
      .filter(
        (level) => level !== reference && observations.some((observation) => observation[name] === level),
      )
      .map((level) => ({ name: `${name}=${level}`, factor: name, level })),
  );
  return {
    columns: [{ name: "intercept", factor: null, level: null }, ...compared],
    rows: observations.map((observation) => [
      1,
      ...compared.map(({ factor, level }) => (observation[factor] === level ? 1 : 0)),
    ]),
  };
}
