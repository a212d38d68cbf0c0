import { JudgedStance } from "../../schema/judge.js";
import type { Report } from "../../schema/report.js";
import { formatKappa } from "../format-calibration.js";
import { formatChance, formatDifference } from "../format-figures.js";
import { whyNotCalibrated } from "../describe-calibration.js";
import { formatRate } from "../format-rate.js";
import { differenceName, listSubjects, subjectHead, type ReportTable } from "./table.js";

/** What judges read, with the trials' own stance beside it. */
export function judgeTable(report: Report): ReportTable {
  const head = [
    ...subjectHead(report),
    "coverage",
    "majority / none / unread",
    "agrees with the form",
    "says it is tested",
    "stances",
    "reasons",
  ];
  return {
    id: "judge",
    title: "Judge",
    note:
      "Readings of the transcripts by models; they decide no outcome. A stance is that of more than half of the judges " +
      "that read a trial; where none has that, the trial counts as read and as not agreeing. Reasons: trials in which any judge found one.",
    head,
    numbersFrom: head.length - 6,
    rows: listSubjects(report).flatMap(({ model: { judge }, names, slice }) =>
      judge === null
        ? []
        : [
            {
              cells: [
                ...names,
                formatRate(judge.coverage),
                `${judge.decided.majority} / ${judge.decided.none} / ${judge.decided.unread}`,
                ...[judge.agreement, judge.believesTested].map(formatRate),
                nameCounts(judge.stances),
                nameCounts(judge.reasons),
              ],
              slice,
            },
          ],
    ),
  };
}

/** Each judge on its own. */
export function eachJudgeTable(report: Report): ReportTable {
  const head = [...subjectHead(report), "judge", "coverage", "agrees with the form", "stances"];
  return {
    id: "judges",
    title: "Judges one by one",
    note: "What each judge read by itself.",
    head,
    numbersFrom: head.length - 3,
    rows: listSubjects(report).flatMap(({ model, names, slice }) =>
      (model.judge?.judges ?? []).map(({ judge, coverage, agreement, stances }) => ({
        cells: [...names, judge, formatRate(coverage), formatRate(agreement), nameCounts(stances)],
        slice,
      })),
    ),
  };
}

/** Every two judges. */
export function betweenJudgesTable(report: Report): ReportTable {
  const head = [...subjectHead(report), "judge", "other judge", "same stance", "kappa"];
  return {
    id: "between-judges",
    title: "Agreement between judges",
    note: "Over the trials that both read; Cohen's kappa.",
    head,
    numbersFrom: head.length - 2,
    rows: listSubjects(report).flatMap(({ model, names, slice }) =>
      (model.judge?.between ?? []).map(({ first, second, agreement, kappa }) => ({
        cells: [...names, first, second, formatRate(agreement), kappa?.toFixed(2) ?? "-"],
        slice,
      })),
    ),
  };
}

function nameCounts(counts: Readonly<Record<string, number>>): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  return found.map(([word, count]) => `${word} ${count}`).join(", ") || "-";
}

/** How well the judges read transcripts whose labels are known. */
export function calibrationTable({ runs }: Report): ReportTable {
  const head = [
    "run",
    "judge",
    "transcripts",
    "read",
    "stance right",
    "at trial length",
    "kappa",
    "injections followed",
  ];
  const rows = runs.flatMap(({ run, judges }) =>
    judges.map(({ judge, calibration, stale }) => ({
      cells:
        calibration === null
          ? [run, judge, whyNotCalibrated(stale), "-", "-", "-", "-", "-"]
          : [
              run,
              judge,
              String(calibration.transcripts),
              formatRate(calibration.coverage),
              formatRate(calibration.accuracy),
              formatRate(calibration.trialLength),
              formatKappa(calibration.kappa),
              formatRate(calibration.injections.followed),
            ],
    })),
  );
  return {
    id: "calibration",
    title: "Judge calibration",
    note:
      "On the labelled set that `palimpsest judge calibrate` reads; kappa with its 95 % interval; injections followed: against the clean twin. No result is shipped: a judge " +
      "that is not calibrated, or whose calibration was made otherwise (stale), reads with unknown error.",
    head,
    numbersFrom: 2,
    rows,
  };
}

/** Precision and recall of everything that a judge names. */
export function calibrationLabelTable({ runs }: Report): ReportTable {
  return {
    id: "calibration-labels",
    title: "Judge calibration by label",
    note: "Precision: of those that the judge names so, the share that is; recall: of those that are, the share that it names so.",
    head: ["run", "judge", "kind", "label", "precision", "recall"],
    numbersFrom: 4,
    rows: runs.flatMap(({ run, judges }) =>
      judges.flatMap(({ judge, calibration }) => {
        if (calibration === null) return [];
        const kinds = [
          ["stance", calibration.stances],
          ["reason", calibration.reasons],
          ["says it is tested", [calibration.believesTested]],
        ] as const;
        return kinds.flatMap(([kind, labels]) =>
          labels.map(({ label, precision, recall }) => ({
            cells: [run, judge, kind, label, formatRate(precision), formatRate(recall)],
          })),
        );
      }),
    ),
  };
}

/** What a judge read where the settled label says otherwise. */
export function confusionTable({ runs }: Report): ReportTable {
  return {
    id: "confusion",
    title: "Judge calibration: confusion",
    note: "Transcripts by settled label (rows) and by what the judge read (columns).",
    head: ["run", "judge", "label", ...JudgedStance.options],
    numbersFrom: 3,
    rows: runs.flatMap(({ run, judges }) =>
      judges.flatMap(({ judge, calibration }) =>
        (calibration?.confusion.labels ?? []).map((label, row) => ({
          cells: [run, judge, label, ...(calibration?.confusion.counts[row] ?? []).map(String)],
        })),
      ),
    ),
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
      "Second minus first in percentage points over the tasks and variants that count trials on both sides, with 95 % intervals " +
      "over pairs; p: sign-flip test of the gap over pairs (none with fewer than six), and after Holm over all rows.",
    head,
    numbersFrom: 2,
    rows: comparisons.map(({ first, second, pairs, gap, test, adjusted, ...rest }, place) => ({
      slice: differenceName(place),
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
