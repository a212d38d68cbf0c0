import { at } from "./at.js";
import { clusterCovariance } from "./cluster-covariance.js";
import { factorDesign } from "./factor-design.js";
import type { Column, Factor } from "./factor-design.js";
import { fitLogistic } from "./fit-logistic.js";
import type { BinaryResults, LogisticFit, Penalty } from "./fit-logistic.js";
import { dependentColumns } from "./matrix.js";
import type { Matrix } from "./matrix.js";
import { studentCritical, studentTwoSided } from "./student-t.js";
import { waldTest } from "./wald.js";
import type { WaldTest } from "./wald.js";

/** Trials that share their cluster and their level of every factor. */
export interface FactorCell {
  readonly cluster: string;
  /** Level by factor name. */
  readonly levels: Readonly<Record<string, string>>;
  readonly events: number;
  readonly trials: number;
}

/** A number with its interval. */
interface Bounded {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * One coefficient of the model. Errors, t, p and bounds are null where clusters cannot tell them: with one cluster, where a
 * level or what it is against is in one cluster alone, and where all clusters agree.
 */
interface Coefficient extends Column {
  /** Log-odds against the reference; at the end of the search where `separated`, its sign alone means something. */
  readonly logOdds: Bounded;
  readonly oddsRatio: Bounded;
  /** Cluster-robust; with the penalty under separation the model's own where that is larger. */
  readonly standardError: number | null;
  readonly t: number | null;
  readonly p: number | null;
  /** The likelihood has no maximum: some level never, or always, has the event. */
  readonly separated: boolean;
}

/** A fitted model. */
export interface LogisticModel {
  readonly penalty: Penalty;
  readonly coefficients: readonly Coefficient[];
  /** Wald's test of each factor's levels together; null where it cannot be had. */
  readonly factors: readonly { readonly name: string; readonly test: WaldTest | null }[];
  /** Columns left out because they are sums of others, by name. */
  readonly dropped: readonly string[];
  readonly clusters: number;
  readonly trials: number;
  readonly logLikelihood: number;
}

interface Fitted {
  readonly columns: readonly Column[];
  readonly fit: LogisticFit;
  readonly covariance: Matrix | null;
  readonly separated: ReadonlySet<number>;
  /** The columns whose errors cannot be had. */
  readonly unknown: ReadonlySet<number>;
  readonly clusters: number;
}

function describe({ columns, fit, covariance, separated, unknown, clusters }: Fitted, level: number) {
  return columns.map((column, place): Coefficient => {
    const value = at(fit.coefficients, place);
    const isSeparated = separated.has(place);
    if (covariance === null || unknown.has(place)) {
      const logOdds = { value, low: null, high: null };
      const oddsRatio = { value: Math.exp(value), low: null, high: null };
      return { ...column, logOdds, oddsRatio, standardError: null, t: null, p: null, separated: isSeparated };
    }
    const standardError = Math.sqrt(at(covariance[place] ?? [], place));
    const reach = studentCritical(level, clusters - 1) * standardError;
    return {
      ...column,
      logOdds: { value, low: value - reach, high: value + reach },
      oddsRatio: { value: Math.exp(value), low: Math.exp(value - reach), high: Math.exp(value + reach) },
      standardError,
      t: value / standardError,
      p: studentTwoSided(value / standardError, clusters - 1),
      separated: isSeparated,
    };
  });
}

/** Where a level has no variation the sandwich vanishes: then the model's own covariance stands if it is larger. */
function withModelErrors(robust: Matrix, model: Matrix, separated: ReadonlySet<number>): Matrix {
  return robust.map((row, one) =>
    row.map((value, two) => {
      if (one !== two) return separated.has(one) || separated.has(two) ? at(model[one] ?? [], two) : value;
      return separated.has(one) ? Math.max(value, at(model[one] ?? [], one)) : value;
    }),
  );
}

/** Below this share of the model's own variance, what clusters show is what rounding left where they all agree. */
const noVariance = 1e-12;

/**
 * The columns that clusters say nothing about. A level that one cluster alone has, or that is against such a reference,
 * takes up that cluster's residual whole: the sandwich then holds the error of the other side only, and is far too small.
 * MacKinnon and Webb (2018), Econometrics Journal 21, 114-135.
 */
function findUnknown(
  { rows, clusters }: BinaryResults,
  { columns, fit, covariance, separated }: Omit<Fitted, "unknown">,
  penalty: Penalty,
): ReadonlySet<number> {
  const spread = (has: (row: readonly number[]) => boolean): number =>
    new Set(clusters.filter((_, place) => has(rows[place] ?? []))).size;
  const isAlone = ({ factor }: Column, place: number): boolean => {
    if (factor === null) return false;
    const levels = columns.flatMap((column, other) => (column.factor === factor ? [other] : []));
    const isReference = (row: readonly number[]): boolean => levels.every((other) => at(row, other) === 0);
    return spread((row) => at(row, place) !== 0) < 2 || spread(isReference) < 2;
  };
  return new Set(
    columns.flatMap((column, place) => {
      const variance = at(covariance?.[place] ?? [], place);
      const isKnown =
        variance > noVariance * at(fit.covariance[place] ?? [], place) &&
        !(penalty === "none" && separated.has(place)) &&
        !isAlone(column, place);
      return isKnown ? [] : [place];
    }),
  );
}

function fitColumns(results: BinaryResults, columns: readonly Column[], penalty: Penalty): Fitted {
  const plain = fitLogistic(results, "none");
  const separated = new Set(plain.separated);
  const fit = penalty === "none" ? plain : fitLogistic(results, penalty);
  const robust = clusterCovariance(results, fit);
  const covariance = robust === null ? null : withModelErrors(robust, fit.covariance, separated);
  const fitted = { columns, fit, covariance, separated, clusters: new Set(results.clusters).size };
  return { ...fitted, unknown: covariance === null ? new Set() : findUnknown(results, fitted, penalty) };
}

function testFactors(factors: readonly Factor[], { columns, fit, covariance, unknown, clusters }: Fitted) {
  return factors.map(({ name }) => {
    const places = columns.flatMap(({ factor }, place) => (factor === name ? [place] : []));
    const isLost = covariance === null || places.some((place) => unknown.has(place));
    return { name, test: isLost ? null : waldTest(fit.coefficients, covariance, places, clusters) };
  });
}

/**
 * A logistic model of how often something happens, on categorical factors, each against its reference level, with
 * cluster-robust (CR1) errors and Student's t with one degree of freedom less than clusters. Throws where there are no
 * trials, or a cell has more events than trials.
 */
export function logisticModel(
  cells: readonly FactorCell[],
  factors: readonly Factor[],
  { penalty = "none", level = 0.95 }: { readonly penalty?: Penalty; readonly level?: number } = {},
): LogisticModel {
  const counted = cells.filter(({ trials }) => trials > 0);
  if (counted.length === 0) throw new TypeError("a logistic model of no trials");
  const impossible = counted.find(({ events, trials }) => !(events >= 0 && events <= trials));
  if (impossible !== undefined)
    throw new TypeError(`${impossible.events} events of ${impossible.trials} trials`);
  const design = factorDesign(
    counted.map(({ levels }) => levels),
    factors,
  );
  const dependent = new Set(dependentColumns(design.rows));
  const keep = <Item>(items: readonly Item[]): readonly Item[] =>
    items.filter((_, place) => !dependent.has(place));
  const results = {
    rows: design.rows.map(keep),
    events: counted.map(({ events }) => events),
    trials: counted.map(({ trials }) => trials),
    clusters: counted.map(({ cluster }) => cluster),
  };
  const fitted = fitColumns(results, keep(design.columns), penalty);
  return {
    penalty,
    coefficients: describe(fitted, level),
    factors: testFactors(factors, fitted),
    dropped: design.columns.filter((_, place) => dependent.has(place)).map(({ name }) => name),
    clusters: fitted.clusters,
    trials: results.trials.reduce((sum, trials) => sum + trials, 0),
    logLikelihood: fitted.fit.logLikelihood,
  };
}
