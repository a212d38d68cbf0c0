import { formatCsv } from "../report/format-csv.js";
import { formatReport } from "../report/format-report.js";
import { reportRun } from "../report/report-run.js";
import type { ReportFormat } from "./options.js";
import { findRun } from "./find-run.js";

/** The report of each run, in the format asked for. */
export function performReport(named: readonly string[], format: ReportFormat): string {
  const reports = named.map((name) => {
    const { run, manifest } = findRun(name);
    return reportRun(run, manifest);
  });
  switch (format) {
    case "table":
      return reports.map(formatReport).join("\n");
    case "csv":
      return formatCsv(reports.flatMap(({ rows }) => rows));
    case "json":
      return `${JSON.stringify(reports, null, 2)}\n`;
  }
}
