import type { Report } from "../schema/report.js";
import {
  describeLeftOut,
  describeWarnings,
  describeReadings,
  describeTrials,
  describeVersions,
} from "./describe-run.js";
import { fittingTable } from "./plain-table.js";
import { headlineTable } from "./tables/headline-table.js";
import { listTables, markMixed } from "./tables/list-tables.js";
import { behaviourTable } from "./tables/outcome-tables.js";
import { comparisonTable } from "./tables/reading-tables.js";
import type { ReportTable } from "./tables/table.js";

/** A report's first screen: the headline numbers, differences between runs or where they were asked for, and how to see more. */
export function formatReport(report: Report, width?: number, showsDifferences = false): string {
  const comparisons = report.runs.length > 1 || showsDifferences ? [comparisonTable(report)] : [];
  return joinParts([
    ...openLines(report),
    "",
    ...[headlineTable(report, false), ...comparisons].flatMap((table) => formatTable(report, table, width)),
    ...closeLines(report),
    "More: --full (every table), --out FILE.html (plots, and the trials behind each number), --format markdown, json, csv",
  ]);
}

/** Every table of a report, and how it was made. */
export function formatFullReport(report: Report, width?: number): string {
  return joinParts([
    ...openLines(report),
    "",
    ...listTables(report).flatMap((table) => [table.title, ...formatRows(table, width), table.note, ""]),
    ...report.runs.map(({ methods }) => `Methods. ${methods}\n`),
    ...closeLines(report),
  ]);
}

/** What a run came to, as printed at its end: behaviours, then the headline numbers. */
export function formatSummary(report: Report, width?: number): string {
  return joinParts([
    ...openLines(report),
    "",
    ...formatRows(behaviourTable(report), width),
    "",
    ...formatTable(report, headlineTable(report, false), width),
    ...closeLines(report),
  ]);
}

function openLines(report: Report): string[] {
  return [...report.runs.map(describeTrials), ...describeWarnings(report)];
}

function closeLines(report: Report): string[] {
  return report.runs.flatMap((run) => {
    const owner = report.runs.length > 1 ? [`${run.run}:`] : [];
    return [...owner, describeLeftOut(run), describeReadings(run), describeVersions(run)];
  });
}

function formatTable(report: Report, table: ReportTable, width?: number): string[] {
  const { title, note } = markMixed(report, table);
  return [...(report.mixed ? [title] : []), ...formatRows(table, width), note, ""];
}

function formatRows({ head, rows, numbersFrom, rowHeads }: ReportTable, width?: number): string[] {
  const cells = rows.map((row) => row.cells);
  return [fittingTable(head, cells, { rightFrom: numbersFrom, names: rowHeads ?? numbersFrom }, width)];
}

const joinParts = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
