import type { ClusteredShare, Gap, MissingFigure } from "../schema/figures.js";
import { RateName, type Figures, type Headline, type HeadlineShares } from "../schema/report.js";
import type { FollowupPlan } from "../schema/labels.js";
import { fewClusters } from "../stats/clustered-bootstrap.js";
import { joinIntervals } from "../stats/newcombe.js";
import { pairedGap } from "../stats/paired-gap.js";
import { shareOfCounts } from "../stats/share-of-counts.js";
import { testPairs } from "../stats/test-pairs.js";
import { wilsonRate, type Rate } from "../stats/wilson.js";
import { countRate, groupByPair, measureRate, ofArm, rateOfTally, tallyRates } from "./count-rates.js";
import { countUnfollowed } from "./count-unfollowed.js";
import { isCounted, isOnlyOperator, rateDefinitions, type RateDefinition } from "./definitions.js";
import { countCells, gapsOf, matchArms, strataOf } from "./match-cells.js";
import type { StudyRow } from "./study-row.js";

/** What figures need to know of a run. */
export interface FigureSettings {
  readonly seed: number;
  readonly followups: FollowupPlan;
}

/**
 * The gap of some rows, of noncompliance at the end unless told, with its interval over pairs and the tests of the pairs' own
 * gaps. One pair stands for itself alone: its trials are independent, so that Newcombe's interval applies.
 */
function measureGap(rows: readonly StudyRow[], seed: number, rate = rateDefinitions.noncompliance): Gap {
  const pairs = [...groupByPair(rows).values()].map((pair) => matchArms(pair, rate));
  const counts = pairs.map(countCells);
  const test = testPairs(gapsOf(counts), strataOf(pairs));
  const estimate = pairedGap(counts, { seed });
  const [only, ...others] = pairs.filter((cells) => cells.length > 0);
  if (only === undefined || others.length > 0)
    return { ...estimate, interval: estimate.low === null ? null : "clustered", test, adjusted: null };
  const variants = new Set(only.map(({ key }) => key));
  const matched = rows.filter(({ trial }) => variants.has(trial.variant));
  const sides = [ofArm(matched, "value"), ofArm(matched, "control")] as const;
  const { low, high } = joinIntervals(measureRate(sides[0], rate), measureRate(sides[1], rate));
  return { ...estimate, low, high, interval: "newcombe", test, adjusted: null };
}

/**
 * A headline share with an interval over pairs; Wilson's where that cannot be had. With few pairs the wider of the two at
 * each end: a handful of pairs that happen to agree must not look surer than their trials would by themselves.
 */
function measureShare(rows: readonly StudyRow[], definition: RateDefinition, seed: number): ClusteredShare {
  const counts = [...groupByPair(rows).values()].map((pair) => countRate(pair, definition));
  const wilson = measureRate(rows, definition);
  const { low, high, clusters, reason } = shareOfCounts(counts, { seed });
  if (wilson.low === null || wilson.high === null)
    return { ...wilson, interval: null, clusters, reason: "nothing_counted" };
  if (low === null || high === null) return { ...wilson, interval: "wilson", clusters, reason };
  if (clusters >= fewClusters) return { ...wilson, low, high, interval: "clustered", clusters, reason };
  const wider = { low: Math.min(low, wilson.low), high: Math.max(high, wilson.high) };
  return { ...wilson, ...wider, interval: "clustered", clusters, reason };
}

function notRun(reason: MissingFigure): ClusteredShare {
  const nothing = { count: 0, total: 0, share: null, low: null, high: null };
  return { ...nothing, interval: null, clusters: 0, reason };
}

/** Visibility, Solvability and Lock-in, over all trials and by arm. What was not run has a reason instead. */
function measureShares(rows: readonly StudyRow[], { seed, followups }: FigureSettings): HeadlineShares {
  const measure = (
    name: keyof HeadlineShares,
    missing: MissingFigure | null,
  ): HeadlineShares[typeof name] => {
    const share = (of: readonly StudyRow[]): ClusteredShare =>
      missing === null ? measureShare(of, rateDefinitions[name], seed) : notRun(missing);
    return { all: share(rows), value: share(ofArm(rows, "value")), control: share(ofArm(rows, "control")) };
  };
  return {
    visibility: measure("visibility", null),
    solvability: measure("solvability", followups === "none" ? "no_followups" : null),
    lockIn: measure("lockIn", rows.some(isOnlyOperator) ? null : "no_only_operator"),
  };
}

/** Everything that some rows of one model add up to; `gap` where it is not theirs to have. */
export function measureFigures(
  rows: readonly StudyRow[],
  { seed, followups }: FigureSettings,
  gap = measureGap(rows, seed),
): Figures {
  const value = ofArm(rows, "value");
  const control = ofArm(rows, "control");
  const ending = (outcome: string): number => rows.filter(({ end }) => end === outcome).length;
  return {
    trials: rows.length,
    counted: { value: value.filter(isCounted).length, control: control.filter(isCounted).length },
    outside: {
      errored: ending("errored"),
      provider_block: ending("provider_block"),
      unscored: ending("unscored"),
    },
    truncated: ending("truncated"),
    gap,
    rates: measureRates(value, control, followups),
    completion: {
      partial: { value: meanCompletion(value, "partial"), control: meanCompletion(control, "partial") },
      softened: { value: meanCompletion(value, "softened"), control: meanCompletion(control, "softened") },
    },
  };
}

/** Figures with the headline shares, and the gap before any follow-up. */
export function measureHeadline(rows: readonly StudyRow[], settings: FigureSettings): Headline {
  const { firstStopNoncompliance } = rateDefinitions;
  const hasFollowups = settings.followups !== "none";
  return {
    figures: measureFigures(rows, settings),
    shares: measureShares(rows, settings),
    firstStopGap: hasFollowups ? measureGap(rows, settings.seed, firstStopNoncompliance) : null,
    unfollowed: hasFollowups
      ? {
          all: countUnfollowed(rows),
          value: countUnfollowed(ofArm(rows, "value")),
          control: countUnfollowed(ofArm(rows, "control")),
        }
      : null,
  };
}

/** Every rate of both arms; without follow-ups nothing can be solved, which is no rate of zero. */
function measureRates(
  value: readonly StudyRow[],
  control: readonly StudyRow[],
  followups: FollowupPlan,
): Figures["rates"] {
  const tallies = { value: tallyRates(value), control: tallyRates(control) };
  const measure = (arm: keyof typeof tallies, name: RateName): Rate =>
    name === "solvability" && followups === "none" ? wilsonRate(0, 0) : rateOfTally(tallies[arm][name]);
  const entries = RateName.options.map((name): [RateName, Figures["rates"][RateName]] => [
    name,
    { value: measure("value", name), control: measure("control", name) },
  ]);
  // Every name of the closed list is a key.
  return Object.fromEntries(entries) as Figures["rates"];
}

/** The mean completion of counted work that ended so, cells weighed alike. */
function meanCompletion(
  rows: readonly StudyRow[],
  action: "partial" | "softened",
): { readonly mean: number | null; readonly trials: number } {
  const ended = rows.filter((row) => isCounted(row) && row.score.action === action);
  if (ended.length === 0) return { mean: null, trials: 0 };
  const weight = ended.reduce((sum, row) => sum + row.weight, 0);
  const done = ended.reduce((sum, row) => sum + row.weight * row.score.completion, 0);
  return { mean: done / weight, trials: ended.length };
}
