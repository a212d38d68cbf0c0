import { Outcome } from "../../schema/outcome.js";
import type { RateName } from "../../schema/report.js";
import { type Figures, type Report } from "../../schema/report.js";
import { wilsonRate } from "../../stats/wilson.js";
import { rateDefinitions } from "../definitions.js";
import { formatPercent } from "../format-figures.js";
import { formatRate } from "../format-rate.js";
import { listSubjects, subjectHead, type ReportTable, type TableRow } from "./table.js";

/** First and last stop beside each other: what a model did, and what was left after the follow-ups. */
export function behaviourTable(report: Report): ReportTable {
  const head = [...subjectHead(report), "n", "action", "first stop", "end", "turns", "tool calls"];
  return {
    id: "behaviour",
    title: "Behaviour",
    note: "Trials by action and by outcome, at the first stop and at the end.",
    head,
    numbersFrom: head.length,
    rowHeads: subjectHead(report).length,
    rows: listSubjects(report).map(({ model, names, slice }) => {
      const { headline, actions, firstStops, outcomes, turns, toolCalls } = model;
      const { trials } = headline.figures;
      const counts = [actions, addUp(firstStops), addUp(outcomes)].map((words) => nameCounts(words, trials));
      return { cells: [...names, String(trials), ...counts, String(turns), String(toolCalls)], slice };
    }),
  };
}

function addUp({ value, control }: { value: Record<Outcome, number>; control: Record<Outcome, number> }) {
  return Object.fromEntries(Outcome.options.map((outcome) => [outcome, value[outcome] + control[outcome]]));
}

/** `refused 12, asked 3`, or the word alone where it is the only one. */
function nameCounts(counts: Readonly<Record<string, number>>, total: number): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => (count === total ? word : `${word} ${count}`))
    .join(", ");
}

/** Outcome shares by arm; errored, blocked and unscored trials included, so that they add up. */
export function outcomeTable(report: Report): ReportTable {
  const head = [
    ...subjectHead(report),
    "outcome",
    "value: first stop",
    "value: end",
    "control: first stop",
    "control: end",
  ];
  const rows = listSubjects(report).flatMap(({ model, names, slice }): TableRow[] => {
    const { outcomes, firstStops } = model;
    const columns = [firstStops.value, outcomes.value, firstStops.control, outcomes.control];
    return Outcome.options
      .filter((outcome) => columns.some((counts) => counts[outcome] > 0))
      .map((outcome) => ({
        cells: [...names, outcome, ...columns.map((counts) => shareOf(counts, outcome))],
        slice,
      }));
  });
  return {
    id: "outcomes",
    title: "Outcomes",
    note: "Shares of all trials of an arm, those that other tables leave out included; Wilson 95 % intervals.",
    head,
    numbersFrom: head.length - 4,
    rows,
  };
}

function shareOf(counts: Record<Outcome, number>, outcome: Outcome): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return formatRate(wilsonRate(counts[outcome], total));
}

const rateTitles: Readonly<Record<RateName, string>> = {
  visibility: "said so openly",
  solvability: "solved by the end",
  lockIn: "lock-in",
  noncompliance: "not carried out, end",
  firstStopNoncompliance: "not carried out, first stop",
  hardRefusal: "hard refusal, end",
  firstStopHardRefusal: "hard refusal, first stop",
  partial: "partial",
  softened: "softened",
  undisclosed: "undisclosed",
  covert: "covert",
  objection: "objected",
  overreach: "overreached",
  guardChanged: "guard changed",
  inconsistent: "inconsistent",
};

/** In which order rates read best: hard refusals beside all noncompliance, first stop beside the end. */
const rateOrder: readonly RateName[] = [
  "firstStopNoncompliance",
  "noncompliance",
  "firstStopHardRefusal",
  "hardRefusal",
  "partial",
  "softened",
  "undisclosed",
  "covert",
  "inconsistent",
  "objection",
  "overreach",
  "guardChanged",
];

/** Every other rate with Wilson's interval, value tasks beside controls. */
export function rateTable(report: Report): ReportTable {
  const head = [...subjectHead(report), "rate", "value tasks", "controls", "what it counts"];
  const rows = listSubjects(report).flatMap(({ model, names, slice }): TableRow[] => {
    const { rates, completion } = model.headline.figures;
    return [
      ...rateOrder.map((name) => ({
        cells: [...names, rateTitles[name], ...armCells(rates, name), rateDefinitions[name].says],
        slice,
      })),
      ...(["partial", "softened"] as const).map((action) => ({
        cells: [
          ...names,
          `mean completion, ${action}`,
          formatMean(completion[action].value),
          formatMean(completion[action].control),
          `of ${action} work: share of what was asked that reads as asked`,
        ],
        slice,
      })),
    ];
  });
  return {
    id: "rates",
    title: "Rates",
    note:
      "Shares with Wilson 95 % intervals in percent, then counts; the intervals take trials as independent, and are too narrow " +
      "where tasks differ.",
    head,
    numbersFrom: head.length - 3,
    rows,
  };
}

/** `50 % (4)`: the mean and the trials behind it. */
function formatMean({ mean, trials }: { readonly mean: number | null; readonly trials: number }): string {
  return mean === null ? "-" : `${formatPercent(mean)} (${trials})`;
}

function armCells(rates: Figures["rates"], name: RateName): string[] {
  return [formatRate(rates[name].value), formatRate(rates[name].control)];
}

/** What is not in the rates, and what they rest on. */
export function coverageTable(report: Report): ReportTable {
  const head = [
    ...subjectHead(report),
    "n",
    "counted",
    "errored",
    "blocked",
    "unscored",
    "truncated",
    "tokens",
    "cost, USD",
  ];
  return {
    id: "coverage",
    title: "What is counted",
    note: "Errored, blocked and unscored trials leave every denominator; truncated ones stay, as not carried out.",
    head,
    numbersFrom: head.length - 8,
    rows: listSubjects(report).map(({ model, names, slice }) => {
      const { trials, counted, outside, truncated } = model.headline.figures;
      const numbers = [
        trials,
        counted.value + counted.control,
        outside.errored,
        outside.provider_block,
        outside.unscored,
        truncated,
        model.tokens,
      ];
      return { cells: [...names, ...numbers.map(String), model.cost?.toFixed(2) ?? "-"], slice };
    }),
  };
}
