import { at } from "./at.js";

/** Numbers in a row. */
export type Vector = readonly number[];
/** Rows of equal length. */
export type Matrix = readonly Vector[];

/** Below this share of its own diagonal, what is left of a column depends on the columns before it. */
const tolerance = 1e-10;

/** The sum of products. */
export function dot(one: Vector, two: Vector): number {
  return one.reduce((sum, value, position) => sum + value * at(two, position), 0);
}

/** A matrix times a vector. */
export function timesVector(matrix: Matrix, vector: Vector): Vector {
  return matrix.map((row) => dot(row, vector));
}

/** One matrix times another, the second symmetric. */
export function timesSymmetric(one: Matrix, symmetric: Matrix): Matrix {
  return one.map((row) => timesVector(symmetric, row));
}

/** The sum of weight times the outer product of each row with itself. */
export function weightedSquares(rows: Matrix, weights: Vector): Matrix {
  const width = rows[0]?.length ?? 0;
  const sums = Array.from({ length: width }, () => new Float64Array(width));
  rows.forEach((row, place) => {
    const weight = at(weights, place);
    if (weight === 0) return;
    row.forEach((value, column) => {
      const line = sums[column];
      if (line === undefined || value === 0) return;
      for (let other = 0; other <= column; other += 1)
        line[other] = at(line, other) + weight * value * at(row, other);
    });
  });
  return sums.map((line, column) =>
    Array.from({ length: width }, (_, other) =>
      other <= column ? at(line, other) : at(sums[other] ?? [], column),
    ),
  );
}

interface Factorisation {
  /** Lower triangular. */
  readonly lower: Matrix;
  /** Columns that depend on those before them; their pivots are left out. */
  readonly dependent: readonly number[];
}

/** Cholesky's factorisation of a symmetric matrix whose diagonal is ones. */
function factorise(matrix: Matrix): Factorisation {
  const lower: number[][] = [];
  const dependent: number[] = [];
  matrix.forEach((row, place) => {
    const line: number[] = [];
    for (let column = 0; column < place; column += 1) {
      const other = lower[column] ?? [];
      const pivot = at(other, column);
      line.push(pivot === 0 ? 0 : (at(row, column) - dot(other.slice(0, column), line)) / pivot);
    }
    const rest = at(row, place) - dot(line, line);
    const isDependent = !(rest > tolerance);
    if (isDependent) dependent.push(place);
    line.push(isDependent ? 0 : Math.sqrt(rest));
    lower.push(line);
  });
  return { lower, dependent };
}

/** The symmetric matrix with ones on its diagonal, and what each row and column was divided by. */
function standardise(matrix: Matrix): { readonly scaled: Matrix; readonly scale: Vector } {
  const scale = matrix.map((row, place) => Math.sqrt(at(row, place)));
  const scaled = matrix.map((row, place) =>
    row.map((value, column) => {
      const size = at(scale, place) * at(scale, column);
      return size > 0 ? value / size : 0;
    }),
  );
  return { scaled, scale };
}

/** The columns of a design that are sums of those before them, or nothing but zeros. */
export function dependentColumns(rows: Matrix): readonly number[] {
  const squares = weightedSquares(
    rows,
    rows.map(() => 1),
  );
  return factorise(standardise(squares).scaled).dependent;
}

/** The inverse of a symmetric matrix. */
export interface Inverse {
  readonly inverse: Matrix;
  readonly logDeterminant: number;
}

/** The inverse of a symmetric, positive definite matrix; null where it has none. */
export function invertSymmetric(matrix: Matrix): Inverse | null {
  const { scaled, scale } = standardise(matrix);
  const { lower, dependent } = factorise(scaled);
  if (dependent.length > 0) return null;
  const columns = matrix.map((_, place) => {
    const solved: number[] = [];
    lower.forEach((line, row) => {
      const target = row === place ? 1 : 0;
      solved.push((target - dot(line.slice(0, row), solved)) / at(line, row));
    });
    return solved;
  });
  const inverse = columns.map((one, row) =>
    columns.map((two, column) => dot(one, two) / (at(scale, row) * at(scale, column))),
  );
  const halfLog = lower.reduce(
    (sum, line, place) => sum + Math.log(at(line, place)) + Math.log(at(scale, place)),
    0,
  );
  return { inverse, logDeterminant: 2 * halfLog };
}
