import type { RunReport } from "./report-run.js";
import { formatBehaviours, formatRates } from "./tables.js";

/** A run as people read it: behaviours, rates, and what is not in them. */
export function formatReport(report: RunReport): string {
  const { models, run, fingerprint, versions, finished, planned, missing, skipped, unscored } = report;
  const outside = models.map(({ outcomes }) => outcomes);
  const count = (outcome: "errored" | "provider_block" | "unscored" | "truncated"): number =>
    outside.reduce((total, outcomes) => total + outcomes[outcome], 0);
  const lines = [
    `Run ${run}: ${finished} of ${planned} trials${skipped > 0 ? `, ${skipped} not needed by the sampling rule` : ""}${missing > 0 ? ` (${missing} to go: palimpsest resume ${report.folder})` : ""}`,
    "",
    formatBehaviours(models),
    "",
    formatRates(models),
    "",
    "Rates: Wilson 95 % intervals in percent, then counts. Left out of every rate: " +
      `${count("errored")} errored, ${count("provider_block")} blocked by the provider, ` +
      `${count("unscored") + unscored} unscored. Counted as not carried out: ${count("truncated")} truncated.`,
    `palimpsest ${versions.palimpsest}, scorer ${versions.scorer}, fingerprint ${fingerprint.slice(0, 12)}`,
  ];
  return `${lines.join("\n")}\n`;
}
