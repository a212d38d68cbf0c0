import { at } from "./at.js";
import { dot, invertSymmetric, timesVector, weightedSquares } from "./matrix.js";
import type { Inverse, Matrix, Vector } from "./matrix.js";

/** Grouped binary results: row by row of the design, how many of how many, and which cluster they belong to. */
export interface BinaryResults {
  readonly rows: Matrix;
  readonly events: Vector;
  readonly trials: Vector;
  readonly clusters: readonly string[];
}

/** Maximum likelihood, or with Firth's penalty, which keeps estimates finite and takes off their first-order bias. */
export type Penalty = "none" | "firth";

/** Coefficients with what their errors are computed from. */
export interface LogisticFit {
  readonly coefficients: Vector;
  /** The inverse of the Fisher information: the model's own covariance. */
  readonly covariance: Matrix;
  /** What each row adds to the derivative of the likelihood, before it is spread over the columns. */
  readonly residuals: Vector;
  readonly logLikelihood: number;
  /** Coefficients that no finite value maximises the likelihood for, as they were when the search was given up. */
  readonly separated: readonly number[];
}

const maxRounds = 60;
const settled = 1e-9;
/** Log-odds that finite estimates do not reach: e^20 trials would be needed. */
const farthest = 20;
/** The largest change of a coefficient in one round with the penalty. */
const longestMove = 5;
/** A coefficient that still changes this much when the search is given up runs off to infinity. */
const running = 1e-3;

interface State {
  readonly coefficients: Vector;
  readonly logOdds: Vector;
  readonly information: Inverse;
  readonly residuals: Vector;
  readonly logLikelihood: number;
  /** What is maximised: the log-likelihood, plus half the log-determinant with the penalty. */
  readonly objective: number;
}

/** log(1 + e^x) without overflow. */
const softPlus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** Everything about one choice of coefficients; null where the information has no inverse. */
function evaluate(
  { rows, events, trials }: BinaryResults,
  coefficients: Vector,
  penalty: Penalty,
): State | null {
  const logOdds = timesVector(rows, coefficients);
  const chances = logOdds.map((value) => 1 / (1 + Math.exp(-value)));
  const weights = chances.map((chance, row) => at(trials, row) * chance * (1 - chance));
  const information = invertSymmetric(weightedSquares(rows, weights));
  if (information === null) return null;
  const logLikelihood = logOdds.reduce(
    (sum, value, row) => sum + at(events, row) * value - at(trials, row) * softPlus(value),
    0,
  );
  const leverage = (row: Vector, place: number): number =>
    at(weights, place) * dot(row, timesVector(information.inverse, row));
  const residuals = rows.map((row, place) => {
    const chance = at(chances, place);
    const plain = at(events, place) - at(trials, place) * chance;
    return penalty === "firth" ? plain + leverage(row, place) * (0.5 - chance) : plain;
  });
  const objective = penalty === "firth" ? logLikelihood + information.logDeterminant / 2 : logLikelihood;
  return { coefficients, logOdds, information, residuals, logLikelihood, objective };
}

/** The change of the coefficients that Newton's method proposes. */
function proposeMove({ rows }: BinaryResults, { information, residuals }: State, penalty: Penalty): Vector {
  const width = rows[0]?.length ?? 0;
  const scores = Array.from({ length: width }, (_, column) =>
    rows.reduce((sum, row, place) => sum + at(row, column) * at(residuals, place), 0),
  );
  const move = timesVector(information.inverse, scores);
  const longest = Math.max(...move.map(Math.abs));
  return penalty === "firth" && longest > longestMove
    ? move.map((value) => (value * longestMove) / longest)
    : move;
}

/** The first of ever shorter moves that does not make matters worse; null if none. */
function improve(results: BinaryResults, state: State, move: Vector, penalty: Penalty): State | null {
  for (let share = 1; share > 1e-6; share /= 2) {
    const moved = state.coefficients.map((value, column) => value + share * at(move, column));
    const next = evaluate(results, moved, penalty);
    if (next !== null && next.objective >= state.objective - 1e-12 * Math.abs(state.objective)) return next;
  }
  return null;
}

function finish(state: State, separated: readonly number[]): LogisticFit {
  const { coefficients, information, residuals, logLikelihood } = state;
  return { coefficients, covariance: information.inverse, residuals, logLikelihood, separated };
}

/**
 * Fits by iteratively reweighted least squares (Newton's method). McCullagh and Nelder (1989), Generalized Linear
 * Models, section 4.4; the penalty is Firth's (1993), Biometrika 80, 27-38. Under separation (Albert and Anderson
 * 1984, Biometrika 71, 1-10) the likelihood rises for ever: the search ends and says which coefficients run off.
 * The columns must not depend on each other.
 */
export function fitLogistic(results: BinaryResults, penalty: Penalty): LogisticFit {
  const start = evaluate(results, results.rows[0]?.map(() => 0) ?? [], penalty);
  if (start === null) throw new TypeError("a design whose columns depend on each other");
  let state = start;
  for (let round = 0; round < maxRounds; round += 1) {
    const move = proposeMove(results, state, penalty);
    if (move.every((change) => Math.abs(change) < settled)) return finish(state, []);
    const next = improve(results, state, move, penalty);
    const stuck = next === null;
    if (next !== null) state = next;
    if (stuck || Math.max(...state.logOdds.map(Math.abs)) > farthest) {
      return finish(
        state,
        move.flatMap((change, column) => (Math.abs(change) > running ? [column] : [])),
      );
    }
  }
  return finish(state, []);
}
