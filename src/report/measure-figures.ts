import type { ClusteredShare, Gap, MissingFigure } from "../schema/figures.js";
import { RateName, type Figures, type Headline, type HeadlineShares } from "../schema/report.js";
import type { FollowupPlan } from "../schema/labels.js";
import { fewClusters } from "../stats/clustered-bootstrap.js";
import { pairedGap, type PairCounts } from "../stats/paired-gap.js";
import { shareOfCounts } from "../stats/share-of-counts.js";
import { testPairs } from "../stats/test-pairs.js";
import { wilsonRate, type Rate } from "../stats/wilson.js";
import {
  countPair,
  countRate,
  groupByPair,
  measureRate,
  ofArm,
  rateOfTally,
  tallyRates,
} from "./count-rates.js";
import { countUnfollowed } from "./count-unfollowed.js";
import { isCounted, isOnlyOperator, rateDefinitions, type RateDefinition } from "./definitions.js";
import type { StudyRow } from "./study-row.js";

/** What figures need to know of a run. */
export interface FigureSettings {
  readonly seed: number;
  readonly followups: FollowupPlan;
}

/** The gap of some rows, with its interval over pairs and the tests of the pairs' own gaps. */
function measureGap(rows: readonly StudyRow[], seed: number): Gap {
  const pairs = [...groupByPair(rows).values()].map(countPair);
  return { ...pairedGap(pairs, { seed }), test: testPairs(gapsOf(pairs)), adjusted: null };
}

/** The gaps of the pairs that count trials in both arms. */
export function gapsOf(pairs: readonly PairCounts[]): number[] {
  return pairs.flatMap(({ value, control }) =>
    value.total === 0 || control.total === 0
      ? []
      : [value.count / value.total - control.count / control.total],
  );
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

/** Everything that some rows of one model add up to. */
export function measureFigures(rows: readonly StudyRow[], { seed, followups }: FigureSettings): Figures {
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
    gap: measureGap(rows, seed),
    rates: measureRates(value, control, followups),
    completion: {
      partial: { value: meanCompletion(value, "partial"), control: meanCompletion(control, "partial") },
      softened: { value: meanCompletion(value, "softened"), control: meanCompletion(control, "softened") },
    },
  };
}

/** Figures with the headline shares. */
export function measureHeadline(rows: readonly StudyRow[], settings: FigureSettings): Headline {
  const unfollowed =
    settings.followups === "none"
      ? null
      : {
          all: countUnfollowed(rows),
          value: countUnfollowed(ofArm(rows, "value")),
          control: countUnfollowed(ofArm(rows, "control")),
        };
  return { figures: measureFigures(rows, settings), shares: measureShares(rows, settings), unfollowed };
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
