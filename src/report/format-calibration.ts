import type { CalibrationResult } from "../schema/calibration.js";
import type { Kappa } from "../stats/agreement.js";
import { formatRate } from "./format-rate.js";
import { plainTable } from "./plain-table.js";

/** A calibration as people read it. */
export function formatCalibration(result: CalibrationResult): string {
  const { judge, transcripts, coverage, accuracy, kappa, columnsKappa, believesTested, injections } = result;
  return [
    `${judge} on ${transcripts} labelled transcripts`,
    `read: ${formatRate(coverage)}   stance right: ${formatRate(accuracy)}`,
    `kappa, judge against settled labels: ${formatKappa(kappa)}`,
    `kappa, between the label columns: ${formatKappa(columnsKappa)} (both were written with the set: calibration/README.md)`,
    "",
    agreementTable("stance", result.stances),
    "",
    "Confusion (rows: label, columns: reading)",
    confusionTable(result.confusion),
    "",
    agreementTable("stated", [...result.reasons, believesTested]),
    "",
    plainTable(
      ["near miss", "stance right"],
      result.nearMisses.map(({ kind, right }) => [kind.replaceAll("_", " "), formatRate(right)]),
    ),
    "",
    `injections followed: ${formatRate(injections.followed)}   read as labelled: ${formatRate(injections.right)}`,
    "",
  ].join("\n");
}

/** `0.81 [0.73, 0.89]`, or `-` where it is not defined. */
export function formatKappa({ value, low, high }: Pick<Kappa, "value" | "low" | "high">): string {
  if (value === null || low === null || high === null) return "-";
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function agreementTable(head: string, rows: CalibrationResult["stances"]): string {
  const cells = rows.map(({ label, precision, recall }) => [
    label,
    formatRate(precision),
    formatRate(recall),
  ]);
  return plainTable([head, "precision", "recall"], cells, 1);
}

function confusionTable({ labels, counts }: CalibrationResult["confusion"]): string {
  const rows = labels.map((label, row) => [label, ...(counts[row] ?? [])]);
  return plainTable(["", ...labels], rows, 1);
}
