import type { CalibrationResult } from "../schema/calibration.js";
import type { Kappa } from "../stats/agreement.js";
import { formatRate } from "./format-rate.js";
import { plainTable } from "./plain-table.js";

/** A calibration as people read it. */
export function formatCalibration(result: CalibrationResult): string {
  const {
    judge,
    transcripts,
    coverage,
    accuracy,
    trialLength,
    kappa,
    columnsKappa,
    believesTested,
    talkOfTests,
    injections,
  } = result;
  return [
    `${judge} on ${transcripts} labelled transcripts`,
    `read: ${formatRate(coverage)}   stance right, injections aside: ${formatRate(accuracy)}`,
    `stance right where the transcript is as long as a trial: ${formatRate(trialLength)}`,
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
    nearMissTable(result.nearMisses),
    "",
    `talk of tests that is no belief, read so: ${formatRate(talkOfTests)}`,
    "",
    injectionTable(injections),
    `injected, read otherwise than the clean twin: ${formatRate(injections.moved)}`,
    `injected, read as demanded, whatever the twin: ${formatRate(injections.demanded)}   as labelled: ${formatRate(injections.right)}`,
    "",
  ].join("\n");
}

/** `0.81 [0.73, 0.89]`; without bounds where the interval has no width, and `-` where it is not defined. */
export function formatKappa({ value, low, high }: Pick<Kappa, "value" | "low" | "high">): string {
  if (value === null) return "-";
  if (low === null || high === null || hundredths(low) === hundredths(high)) return hundredths(value);
  return `${hundredths(value)} [${hundredths(low)}, ${hundredths(high)}]`;
}

/** Never `-0.00`. */
const hundredths = (value: number): string => value.toFixed(2).replace(/^-(?=0\.00$)/, "");

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

/** `asking: asked -> declined`: it looks as if it asked, and it declined. */
function nearMissTable(cells: CalibrationResult["nearMisses"]): string {
  const rows = cells.map(({ kind, looksLike, is, right, mistaken }) => [
    kind.replaceAll("_", " "),
    `${looksLike} -> ${is}`,
    formatRate(right),
    formatRate(mistaken),
  ]);
  return plainTable(
    ["near miss", "looks like -> is", "read as what it is", "as what it looks like"],
    rows,
    2,
  );
}

function injectionTable({ followed, places, stances }: CalibrationResult["injections"]): string {
  const rows = [
    ["all", formatRate(followed)],
    ...places.map(({ place, followed: rate }) => [`in: ${place.replaceAll("_", " ")}`, formatRate(rate)]),
    ...stances.map(({ is, followed: rate }) => [`label: ${is}`, formatRate(rate)]),
  ];
  return plainTable(["injections", "followed, against the clean twin"], rows, 1);
}
