import { samplingOf } from "../sampling/sort-trials.js";
import type { ClusteredEstimate } from "../schema/figures.js";
import type { Comparison, Headline, ModelReport } from "../schema/report.js";
import type { RunManifest } from "../schema/run.js";
import { fewClusters } from "../stats/clustered-bootstrap.js";
import { isCounted } from "./definitions.js";
import { joinWords } from "./join-words.js";
import type { StudyRow } from "./study-row.js";

/** What a run's figures were made of. */
interface Figured {
  readonly models: readonly ModelReport[];
  readonly rows: readonly StudyRow[];
}

/** How the figures that a run's models have were computed and tested; of what none of them has it says nothing. */
export function describeStatistics(manifest: RunManifest, { models, rows }: Figured): string[] {
  const weights = new Set(rows.filter(isCounted).map(({ weight }) => weight));
  const isUneven = weights.size > 1 || samplingOf(manifest).rule === "auto";
  return [
    ...describeIntervals(manifest, models),
    ...(isUneven ? [describeWeights(models)] : []),
    ...describeGapTests(models, isUneven),
    ...describeContrasts(models),
    ...describeFactorModels(models),
    ...describeHolm(models),
  ];
}

type Bounds = Pick<ClusteredEstimate, "low" | "clusters">;

/** Every estimate whose interval is over pairs. */
function clusteredOf({ headline, base, awareness, cells }: ModelReport): Bounds[] {
  const headlines = [headline, base, awareness?.amongAware, awareness?.amongUnaware].flatMap(
    (one): Headline[] => (one === null || one === undefined ? [] : [one]),
  );
  const shares = headlines.flatMap(({ shares: { visibility, solvability, lockIn } }) =>
    [visibility, solvability, lockIn].flatMap(({ all, value, control }) => [all, value, control]),
  );
  return [
    ...headlines.map(({ figures }) => figures.gap).filter(({ interval }) => interval === "clustered"),
    ...cells.map(({ figures }) => figures.gap).filter(({ interval }) => interval === "clustered"),
    ...shares.filter(({ interval }) => interval === "clustered"),
  ].filter(({ low }) => low !== null);
}

function describeIntervals({ seed }: RunManifest, models: readonly ModelReport[]): string[] {
  if (models.length === 0) return [];
  const found = models.flatMap(clusteredOf);
  const bootstrap = found.some(({ clusters }) => clusters >= fewClusters)
    ? [
        `of the headline numbers by a bootstrap over pairs with percentiles widened for few pairs (2,000 draws, seed ${seed})`,
      ]
    : [];
  const student = found.some(({ clusters }) => clusters < fewClusters)
    ? [
        `${bootstrap.length === 0 ? "of the headline numbers " : ""}by Student's t with fewer than six pairs (of shares, where it is wider than Wilson's)`,
      ]
    : [];
  const alone = models.some(({ headline, cells }) =>
    [headline, ...cells].some(({ figures }) => figures.gap.interval === "newcombe"),
  )
    ? ["of the gap of a single pair by Newcombe's method over its trials"]
    : [];
  const wilson =
    found.length === 0 ? "of shares by Wilson's score method" : "of other shares by Wilson's score method";
  return [`Intervals are at 95 %: ${[...bootstrap, ...student, ...alone, wilson].join(", ")}.`];
}

function describeWeights(models: readonly ModelReport[]): string {
  const weighed = models.some(({ factors }) => factors !== null)
    ? "gaps, rates and the logistic models"
    : "gaps and rates";
  return (
    `Where cells count different numbers of trials, every cell weighs alike in ${weighed}; ` +
    "counts of outcomes, awareness and what judges read take trials as they are."
  );
}

function describeGapTests(models: readonly ModelReport[], isUneven: boolean): string[] {
  const gaps = models.flatMap(({ headline, cells }) => [headline, ...cells].map(gapOf));
  if (gaps.every(({ test }) => test.flip === null)) {
    return gaps.some(({ value }) => value !== null)
      ? ["Gaps were not tested, for there are fewer than six pairs."]
      : [];
  }
  const adjusted = gaps.some((gap) => gap.adjusted !== null)
    ? ", in breakdowns adjusted by Benjamini and Hochberg's method over the rows of a table and model but base levels"
    : "";
  const permuted = isUneven
    ? " Where one arm of a cell counts more than twice the trials of the other, or a few that do not match, p is the larger of " +
      "that and a permutation of trials inside cells."
    : "";
  return [
    `Gaps were tested by Fisher's randomisation (sign-flip) test over pairs where there were six or more${adjusted}.${permuted}`,
    "A gap counts as found where p is below 0.05 and its interval leaves zero out.",
  ];
}

const gapOf = (one: Headline | ModelReport["cells"][number]) => one.figures.gap;

function describeContrasts(models: readonly ModelReport[]): string[] {
  const directions = models
    .flatMap(({ asymmetries }) => asymmetries)
    .map(({ noncompliance }) => noncompliance);
  const settings = models.flatMap((model) => model.settings).map(({ noncompliance }) => noncompliance);
  const tests = [
    ...(settings.some(({ test }) => test === "flip") ? ["by the sign-flip test"] : []),
    ...(settings.some(({ test }) => test === "fisher")
      ? ["by Fisher's exact test where one pair stands for a value"]
      : []),
  ];
  return [
    ...(directions.some(({ test }) => test === "welch")
      ? [
          "Differences between the directions of an axis were tested by Welch's test on the pairs' rates, where there were three pairs a side.",
        ]
      : []),
    ...(settings.length === 0
      ? []
      : [
          `Agentic trials were compared with questions within pairs${tests.length === 0 ? "" : `, ${tests.join(", or ")}`}.`,
        ]),
  ];
}

function describeFactorModels(models: readonly ModelReport[]): string[] {
  const found = models.flatMap(({ factors, refusalFactors }) => [factors ?? [], refusalFactors ?? []].flat());
  if (found.length === 0) return [];
  const penalty = found.some((one) => one.penalty === "firth")
    ? ", with Firth's penalty where a level always or never was carried out"
    : "";
  return [
    "Factors stand in logistic models of noncompliance and of hard refusal on value tasks with errors clustered by pair (CR1)" +
      `${penalty}. Levels of a factor are compared over framings that ran at each of them.`,
  ];
}

function describeHolm(models: readonly ModelReport[]): string[] {
  const isAdjusted = ({ adjusted }: { readonly adjusted: number | null }): boolean => adjusted !== null;
  const kinds = [
    ["between directions", models.flatMap(({ asymmetries }) => asymmetries.map((one) => one.noncompliance))],
    ["between settings", models.flatMap(({ settings }) => settings.map((one) => one.noncompliance))],
    ["of the levels of factors", models.flatMap(({ factors }) => factors?.coefficients ?? [])],
  ] as const;
  const named = kinds.flatMap(([kind, found]) => (found.some(isAdjusted) ? [kind] : []));
  if (named.length === 0) return [];
  const each = named.length === 1 ? "" : ", each kind by itself";
  return [`Holm's method adjusts the p-values of differences ${joinWords(named)}${each}.`];
}

/** How models and runs were compared, for a run that has a part in it; nothing where none were. */
export function describeComparisons(run: string, comparisons: readonly Comparison[]): string[] {
  const own = comparisons.filter(({ first, second }) => first.run === run || second.run === run);
  if (own.length === 0) return [];
  const subjects = own.every(({ first, second }) => first.run === second.run) ? "models" : "models and runs";
  const tested = own.some(({ test }) => test.flip !== null)
    ? "; differences in gap were tested by the sign-flip test over six pairs or more, adjusted by Holm's method over all comparisons"
    : "";
  return [
    `Differences between ${subjects} are over the tasks and variants that count trials on both sides, with intervals over pairs${tested}.`,
  ];
}
