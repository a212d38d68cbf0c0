import type { Report } from "../../schema/report.js";
import { breakdownTables, factorTable } from "./breakdown-tables.js";
import { asymmetryTable, settingTable } from "./contrast-tables.js";
import { followupTable } from "./followup-table.js";
import { headlineTable } from "./headline-table.js";
import { behaviourTable, coverageTable, outcomeTable, rateTable } from "./outcome-tables.js";
import {
  betweenJudgesTable,
  calibrationLabelTable,
  calibrationTable,
  comparisonTable,
  confusionTable,
  eachJudgeTable,
  judgeTable,
} from "./reading-tables.js";
import type { ReportTable } from "./table.js";

/** Every table of a report that has rows. Tables over runs of different fingerprints say so. */
export function listTables(report: Report): ReportTable[] {
  return [
    headlineTable(report, true),
    comparisonTable(report),
    coverageTable(report),
    behaviourTable(report),
    outcomeTable(report),
    rateTable(report),
    followupTable(report),
    ...breakdownTables(report),
    asymmetryTable(report),
    settingTable(report),
    factorTable(report),
    judgeTable(report),
    eachJudgeTable(report),
    betweenJudgesTable(report),
    calibrationTable(report),
    calibrationLabelTable(report),
    confusionTable(report),
  ]
    .filter(({ rows }) => rows.length > 0)
    .map((table) => markMixed(report, table));
}

/** Says in a table's title that its runs differ in fingerprint. */
export function markMixed({ mixed }: Report, table: ReportTable): ReportTable {
  return mixed ? { ...table, title: `${table.title} (mixed: fingerprints differ)` } : table;
}
