import type { Report } from "../schema/report.js";
import {
  describeLeftOut,
  describeWarnings,
  describeReadings,
  describeTrials,
  describeVersions,
} from "./describe-run.js";
import { listTables } from "./tables/list-tables.js";
import type { ReportTable } from "./tables/table.js";

/** A report as Markdown: every table, the methods, and what it rests on. */
export function formatMarkdown(report: Report): string {
  const parts = [
    "# Palimpsest report",
    ...describeWarnings(report).map((line) => `**${line}**`),
    ...report.runs.map((run) => `- ${escapeMarkdown(describeTrials(run))}`),
    ...listTables(report).map(formatTable),
    "## Methods",
    ...report.runs.map(({ methods }) => escapeMarkdown(methods)),
    "## What it rests on",
    ...report.runs.map((run) =>
      [describeLeftOut(run), describeReadings(run), describeVersions(run)]
        .map((line) => `- ${escapeMarkdown(line)}`)
        .join("\n"),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function formatTable({ title, note, head, numbersFrom, rows }: ReportTable): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => escapeMarkdown(cell.trim())).join(" | ")} |`;
  const rule = `| ${head.map((_, column) => (column < numbersFrom ? "---" : "---:")).join(" | ")} |`;
  return [
    `## ${title}`,
    "",
    [line(head), rule, ...rows.map(({ cells }) => line(cells))].join("\n"),
    "",
    escapeMarkdown(note),
  ].join("\n");
}

/** Text that reads as itself: nothing in a name can start a link, a tag or a cell. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|]/g, (character) => `\\${character}`);
}
