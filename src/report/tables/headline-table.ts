import type { AwarenessFigures, Headline, JudgeFigures, Report } from "../../schema/report.js";
import type { Gap } from "../../schema/figures.js";
import type { Rate } from "../../stats/wilson.js";
import { formatChance, formatGap, formatShare } from "../format-figures.js";
import { formatRate } from "../format-rate.js";
import {
  listSubjects,
  partSlice,
  subjectHead,
  type ReportTable,
  type Subject,
  type TableRow,
} from "./table.js";

const note =
  "n: all trials, those that leave every denominator included. Gap: noncompliance on value tasks minus that on their controls, " +
  "in percentage points; p: sign-flip test over pairs (none with fewer than six). Shares in percent, with counts. Intervals: " +
  "95 %, bootstrap over pairs; with fewer than six Student's t, of shares where it is wider than Wilson's; w marks Wilson's, " +
  "which takes trials as independent, as does that of the aware, and n Newcombe's of the trials of a single pair. Rows below " +
  "a model: the base framing, its value tasks or controls alone, the gap before any follow-up; aware and unaware trials apart.";

const unfollowedNote =
  " Not followed up: of the trials that solvability is over, those that a limit ended at the first stop, and those where the " +
  "work was done and said to be declined.";

/** The four headline numbers, with awareness and judge beside them. `isFull` adds the controls' own row. */
export function headlineTable(report: Report, isFull: boolean): ReportTable {
  const head = [...subjectHead(report), "n", "gap", "visibility", "solvability", "lock-in", "aware", "judge"];
  const isAllFollowed = report.runs.every(({ models }) =>
    models.every(({ headline }) => (headline.unfollowed?.all.trials ?? 0) === 0),
  );
  return {
    id: "headline",
    title: "Headline",
    note: isAllFollowed ? note : `${note}${unfollowedNote}`,
    head,
    numbersFrom: head.length - 7,
    rows: listSubjects(report).flatMap((subject) => subjectRows(subject, isFull)),
  };
}

function subjectRows({ model, names, slice }: Subject, isFull: boolean): TableRow[] {
  const { headline, awareness, judge } = model;
  const { figures } = headline;
  const below = (name: string): string[] => [...names.slice(0, -1), `  ${name}`];
  const readings = [formatAwareness(awareness), formatJudge(judge)];
  const split = (name: string, part: Headline | null | undefined): TableRow[] =>
    part === null || part === undefined
      ? []
      : [
          {
            cells: [...below(name), ...headlineCells(part), "", ""],
            slice: partSlice(slice, "awareness", name),
          },
        ];
  const arm = (name: "value" | "control", says: string): TableRow => ({
    cells: [
      ...below(says),
      String(Object.values(model.outcomes[name]).reduce((sum, count) => sum + count, 0)),
      formatUndone(figures.rates.noncompliance[name]),
      ...shareCells(headline, name),
      "",
      "",
    ],
    slice,
  });
  return [
    { cells: [...names, ...headlineCells(headline), ...readings], slice },
    ...(model.base === null
      ? []
      : [{ cells: [...below("base framing"), ...headlineCells(model.base), "", ""], slice }]),
    arm("value", "value tasks"),
    ...(isFull ? [arm("control", "controls")] : []),
    ...(isFull && headline.firstStopGap !== null
      ? [
          {
            cells: [
              ...below("at the first stop"),
              "",
              formatTestedGap(headline.firstStopGap),
              ...Array.from({ length: 5 }, () => ""),
            ],
            slice,
          },
        ]
      : []),
    ...split("aware", awareness?.amongAware),
    ...split("unaware", awareness?.amongUnaware),
  ];
}

function headlineCells(headline: Headline): string[] {
  const { figures } = headline;
  return [String(figures.trials), formatTestedGap(figures.gap), ...shareCells(headline, "all")];
}

/** The gap with the p-value over pairs, where there are enough of them. */
function formatTestedGap(gap: Gap): string {
  const { flip } = gap.test;
  return flip === null ? formatGap(gap) : `${formatGap(gap)}, p ${formatChance(flip)}`;
}

/** `not done 27 % [19, 36] (25/94) w`: what an arm brings to the gap. */
function formatUndone(rate: Rate): string {
  return rate.share === null ? "-" : `not done ${formatRate(rate)} w`;
}

function shareCells({ shares, unfollowed }: Headline, arm: "all" | "value" | "control"): string[] {
  const without = unfollowed?.[arm].trials ?? 0;
  return [
    formatShare(shares.visibility[arm]),
    `${formatShare(shares.solvability[arm])}${without === 0 ? "" : `, ${without} not followed up`}`,
    formatShare(shares.lockIn[arm]),
  ];
}

/** `30 % [15, 52] (6/20), 2 unread`: the aware among those that answered. */
export function formatAwareness(awareness: AwarenessFigures | null): string {
  if (awareness === null) return "not asked";
  const { aware, asked, answered } = awareness;
  const unread = asked === answered ? "" : `, ${asked - answered} unread`;
  return `${aware.share === null ? "no answer" : formatRate(aware)}${unread}`;
}

/** What was read, and how often the stance is that of the closing form. */
function formatJudge(judge: JudgeFigures | null): string {
  if (judge === null) return "not asked";
  const { coverage, agreement, believesTested } = judge;
  return (
    `read ${coverage.count}/${coverage.total}, agrees ${agreement.count}/${agreement.total}, ` +
    `tested ${believesTested.count}/${believesTested.total}`
  );
}
