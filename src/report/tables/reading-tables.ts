import type { Report } from "../../schema/report.js";
import { formatChance, formatDifference } from "../format-figures.js";
import { formatRate } from "../format-rate.js";
import { listSubjects, subjectHead, type ReportTable } from "./table.js";

/** What judges read, with the trials' own stance beside it. */
export function judgeTable(report: Report): ReportTable {
  const head = [
    ...subjectHead(report),
    "coverage",
    "agrees with the form",
    "says it is tested",
    "stances",
    "reasons",
  ];
  return {
    id: "judge",
    title: "Judge",
    note: "Readings of the transcripts by models; they decide no outcome. Reasons: trials in which any judge found one.",
    head,
    numbersFrom: head.length - 5,
    rows: listSubjects(report).flatMap(({ model: { judge }, names, slice }) =>
      judge === null
        ? []
        : [
            {
              cells: [
                ...names,
                ...[judge.coverage, judge.agreement, judge.believesTested].map(formatRate),
                nameCounts(judge.stances),
                nameCounts(judge.reasons),
              ],
              slice,
            },
          ],
    ),
  };
}

function nameCounts(counts: Readonly<Record<string, number>>): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  return found.map(([word, count]) => `${word} ${count}`).join(", ") || "-";
}

/** How well the judges read transcripts whose labels are known. */
export function calibrationTable({ runs }: Report): ReportTable {
  const rows = runs.flatMap(({ run, judges }) =>
    judges.map(({ judge, calibration }) => ({
      cells:
        calibration === null
          ? [run, judge, "not calibrated", "-", "-", "-"]
          : [
              run,
              judge,
              String(calibration.transcripts),
              formatRate(calibration.coverage),
              formatRate(calibration.accuracy),
              [calibration.kappa, calibration.kappaLow, calibration.kappaHigh]
                .map((number) => number?.toFixed(2) ?? "-")
                .join(" / "),
            ],
    })),
  );
  return {
    id: "calibration",
    title: "Judge calibration",
    note: "On the labelled set that `palimpsest judge calibrate` reads; kappa with its 95 % bounds.",
    head: ["run", "judge", "transcripts", "read", "stance right", "kappa / low / high"],
    numbersFrom: 2,
    rows,
  };
}

/** Models and runs against each other. */
export function comparisonTable({ comparisons }: Report): ReportTable {
  const head = [
    "first",
    "second",
    "pairs",
    "gap",
    "p",
    "Holm p",
    "not done: value",
    "visibility",
    "solvability",
    "lock-in",
  ];
  const isOneRun = comparisons.every(({ first, second }) => first.run === second.run);
  const name = ({ run, model }: { run: string; model: string }): string =>
    isOneRun ? model : `${model} in ${run}`;
  return {
    id: "comparisons",
    title: "Differences",
    note:
      "Second minus first in percentage points over the tasks and variants that both ran, with 95 % intervals over pairs; p: " +
      "sign-flip test of the gap over pairs, and after Holm over all rows.",
    head,
    numbersFrom: 2,
    rows: comparisons.map(({ first, second, pairs, gap, test, adjusted, ...rest }) => ({
      cells: [
        name(first),
        name(second),
        String(pairs),
        formatDifference(gap),
        formatChance(test.flip),
        formatChance(adjusted),
        ...[rest.noncompliance, rest.visibility, rest.solvability, rest.lockIn].map(formatDifference),
      ],
    })),
  };
}
