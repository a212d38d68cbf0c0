import type { ModelReport, Report, RunReport } from "../schema/report.js";
import { describeCalibration } from "./describe-calibration.js";
import { formatAwareness } from "./tables/headline-table.js";

/** Which trials a run's report rests on: `Run r: 38 of 40 trials`. */
export function describeTrials({
  run,
  folder,
  finished,
  planned,
  missing,
  skipped,
  unscored,
}: RunReport): string {
  const needless = skipped > 0 ? `, ${skipped} not needed by the sampling rule` : "";
  const toScore = unscored > 0 ? `, ${unscored} without a score (palimpsest score ${folder})` : "";
  const toGo = missing > 0 ? ` (${missing} to go: palimpsest resume ${folder})` : "";
  return `Run ${run}: ${finished} of ${planned} trials${needless}${toScore}${toGo}`;
}

/** What is left out of the rates, and what stays in them as not carried out. */
export function describeLeftOut({ models, unscored: unread }: RunReport): string {
  const figures = models.map(({ headline }) => headline.figures);
  const count = (of: (one: (typeof figures)[number]) => number): number =>
    figures.reduce((total, one) => total + of(one), 0);
  return (
    `Left out of every rate: ${count(({ outside }) => outside.errored)} errored, ` +
    `${count(({ outside }) => outside.provider_block)} blocked by the provider, ` +
    `${count(({ outside }) => outside.unscored) + unread} unscored. ` +
    `Counted as not carried out: ${count(({ truncated }) => truncated)} truncated.`
  );
}

/** Judges and awareness in one line. */
export function describeReadings({ models, judges }: RunReport): string {
  const asked = models.some(({ awareness }) => awareness !== null);
  const aware = models.map(({ model, awareness }) => `${model} ${formatAwareness(awareness)}`).join(", ");
  const read = judges.map((judge) => `${judge.judge} (${describeCalibration(judge)})`);
  return `Aware of being tested: ${asked ? aware : "not asked"}. Judges: ${read.length === 0 ? "not asked" : read.join(", ")}.`;
}

/** What a report can be identified by; as what its models were served where their providers say so. */
export function describeVersions({ versions, fingerprint, environments, models, judges }: RunReport): string {
  const places = environments.map(({ environment, version }) => `${environment} ${version}`).join(", ");
  const served = models.flatMap((model) =>
    model.versions.length === 0 ? [] : [`${model.model} served as ${nameVersions(model)}`],
  );
  const hasReadings = models.some(({ judge }) => judge !== null && judge.coverage.count > 0);
  const rubrics = hasReadings ? [...new Set(judges.flatMap(({ rubric }) => rubric ?? []))] : [];
  return [
    `palimpsest ${versions.palimpsest}, scorer ${versions.scorer}, node ${versions.node}, ${places}, ` +
      `fingerprint ${fingerprint.slice(0, 12)}`,
    ...rubrics.map((rubric) => `judge rubric ${rubric.slice(0, 12)}`),
    ...served,
  ].join(", ");
}

/** `gpt-5-2025-08-07`, or with the trials of each where there are several. */
function nameVersions({ versions }: ModelReport): string {
  return versions.length === 1
    ? (versions[0]?.version ?? "")
    : versions.map(({ version, trials }) => `${version} (${trials})`).join(" and ");
}

/** What a reader must know before any figure, one line each: runs that differ, a model that changed within a run. */
export function describeWarnings(report: Report): string[] {
  const changed = report.runs.flatMap(({ run, models }) =>
    models
      .filter(({ versions }) => versions.length > 1)
      .map(
        (model) =>
          `SEVERAL VERSIONS: in run ${run} ${model.model} was served as ${nameVersions(model)}; its figures are over all of them.`,
      ),
  );
  return [...describeMixed(report), ...changed];
}

/** One line where runs of different fingerprints stand side by side; nothing otherwise. */
function describeMixed({ mixed }: Report): string[] {
  return mixed
    ? ["MIXED: these runs differ in fingerprint; differences between them are not of models alone."]
    : [];
}
