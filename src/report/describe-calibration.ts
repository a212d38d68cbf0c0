import type { ReportedJudge } from "../schema/report.js";

type Known = Pick<ReportedJudge, "calibration" | "stale">;

/** How well a judge reads, in a few words: its figures, or plainly that there are none. */
export function describeCalibration({ calibration, stale }: Known): string {
  if (calibration === null) return whyNotCalibrated(stale);
  const { accuracy, kappa } = calibration;
  return `right in ${accuracy.count}/${accuracy.total}, kappa ${kappa.value?.toFixed(2) ?? "-"}`;
}

/** Why a judge has no figures: what a stored calibration differs in, or that there is none. */
export function whyNotCalibrated(stale: Known["stale"]): string {
  return stale.length === 0 ? "not calibrated" : `calibration stale: ${stale.join(", ")}`;
}
