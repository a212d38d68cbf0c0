import type { FactorModel } from "../schema/report.js";
import { factorLevels } from "../schema/labels.js";
import { logisticModel, type FactorCell } from "../stats/logistic-model.js";
import { countRate, groupRows, ofArm, tallyRate } from "./count-rates.js";
import { rateDefinitions } from "./definitions.js";
import { levelOf } from "./match-levels.js";
import { adjustSome, varyingFactors } from "./measure-cells.js";
import type { StudyRow } from "./study-row.js";

/**
 * A logistic model of a share of counted value tasks, noncompliance or hard refusal, on every factor that varies, with errors clustered by pair; Firth's
 * penalty where a level never or always complies. Trials count by their weights, which a sampling rule makes unequal: else
 * the pairs whose rates are in the middle would count double, at one level and not at another. Null where no factor varies
 * or fewer than two pairs count.
 */
export function fitFactors(
  rows: readonly StudyRow[],
  name: "noncompliance" | "hardRefusal",
): FactorModel | null {
  const rate = rateDefinitions[name];
  const value = ofArm(rows, "value").filter(rate.among);
  const factors = varyingFactors(value).map(({ name: factor, levels }) => {
    const known: readonly string[] = factorLevels[factor];
    const reference = known.find((level) => levels.includes(level)) ?? levels[0] ?? "base";
    return { name: factor, reference, levels };
  });
  const clusters = new Set(value.map(({ cluster }) => cluster));
  if (factors.length === 0 || clusters.size < 2) return null;
  const levelsOf = ({ labels }: StudyRow): Record<string, string> =>
    Object.fromEntries(factors.map(({ name: factor }) => [factor, levelOf(labels, factor)]));
  const all = tallyRate(value, rate);
  const scale = all.total / all.weighed.total;
  const groups = groupRows(value, (row) => [JSON.stringify([row.cluster, levelsOf(row)])]);
  const cells = [...groups.values()].flatMap((group): FactorCell[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { count, total } = countRate(group, rate);
    return [
      { cluster: first.cluster, levels: levelsOf(first), events: count * scale, trials: total * scale },
    ];
  });
  const plain = logisticModel(cells, factors);
  const isSeparated = plain.coefficients.some(({ separated }) => separated);
  const model = isSeparated ? logisticModel(cells, factors, { penalty: "firth" }) : plain;
  const levels = model.coefficients.filter(({ factor }) => factor !== null);
  const adjusted = adjustSome(levels.map(({ p }) => p));
  return {
    penalty: model.penalty,
    trials: all.total,
    clusters: model.clusters,
    references: factors.map(({ name: factor, reference }) => `${factor}=${reference}`),
    coefficients: levels.map(({ name: level, oddsRatio, p, separated }, place) => ({
      name: level,
      oddsRatio: oddsRatio.value,
      low: oddsRatio.low,
      high: oddsRatio.high,
      p,
      adjusted: adjusted[place] ?? null,
      separated,
    })),
    tests: model.factors.map(({ name: factor, test }) => ({
      factor,
      f: test?.f ?? null,
      p: test?.p ?? null,
    })),
    dropped: [...model.dropped],
  };
}
