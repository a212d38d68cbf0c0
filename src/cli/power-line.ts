import type { Span } from "../runner/estimate-run.js";
import { fewestTrials, mostTrials } from "../sampling/judge-cell.js";
import { samplingOf } from "../sampling/sort-trials.js";
import type { RunManifest } from "../schema/run.js";
import { measureResemblance } from "../stats/expect-gap-reach.js";
import type { Count, PairCounts } from "../stats/paired-gap.js";
import { detectableGap } from "../stats/power.js";
import { fewestTestedPairs } from "../stats/test-pairs.js";
import { assumedPower } from "./assumed-power.js";
import { countPairs } from "./count-pairs.js";
import { formatSpan } from "./format-estimate.js";
import { describeTooFew, formatPairs, percent } from "./format-power.js";

/** The smallest gap that one variant of a plan finds; null where it finds none. */
export interface PlanPower {
  readonly pairs: number;
  readonly trialsPerCell: Span;
  readonly controlRate: number;
  readonly resemblance: number;
  readonly power: number;
  readonly smallestGap: Span | null;
}

/** What a pilot has shown of a model. */
export interface PilotBasis {
  /** Trials of controls, as not carried out of all. */
  readonly controls: Count;
  readonly pairs: readonly PairCounts[];
}

const noPilot: PilotBasis = { controls: { count: 0, total: 0 }, pairs: [] };

/**
 * What a pilot has measured goes before what is assumed: the controls' rate, with one trial added either way so that 0 of 3
 * is not taken for never, and how pairs differ, where it has two or more with both arms.
 */
export function judgePower(
  manifest: Pick<RunManifest, "sampling" | "trialsPerCell"> & {
    readonly tasks: Parameters<typeof countPairs>[0];
  },
  { controls, pairs: piloted }: PilotBasis = noPilot,
): PlanPower {
  const { power } = assumedPower;
  const resemblance = measureResemblance(piloted)?.resemblance ?? assumedPower.resemblance;
  const rule = samplingOf(manifest);
  const trialsPerCell = { least: fewestTrials(rule), most: mostTrials(rule) };
  const pairs = countPairs(manifest.tasks);
  const controlRate =
    controls.total === 0 ? assumedPower.controlRate : (controls.count + 1) / (controls.total + 2);
  const gapAt = (size: number): number | null =>
    detectableGap({ controlRate, resemblance, trialsPerCell: size }, pairs, power);
  const [least, most] = [gapAt(trialsPerCell.least), gapAt(trialsPerCell.most)];
  const smallestGap = least === null || most === null ? null : { least, most };
  return { pairs, trialsPerCell, controlRate, resemblance, power, smallestGap };
}

/** One line of what a plan can find, and from what this is judged. */
export function formatPlanPower(
  { pairs, trialsPerCell, controlRate, resemblance, power, smallestGap }: PlanPower,
  { controls, pairs: piloted }: PilotBasis = noPilot,
): string {
  if (pairs < fewestTestedPairs) return describeTooFew(pairs);
  const size = `${formatSpan(trialsPerCell, String)} ${trialsPerCell.most === 1 ? "trial" : "trials"} per cell`;
  const gap =
    smallestGap === null
      ? "no gap is found"
      : `a gap of ${formatSpan(smallestGap, (share) => String(Math.round(100 * share)))} points is found`;
  const measured = measureResemblance(piloted);
  const alike =
    measured === null
      ? `resemblance ${resemblance} assumed`
      : `resemblance ${resemblance.toFixed(2)} measured over ${measured.pairs} pairs`;
  const basis =
    controls.total === 0
      ? `controls at ${percent(controlRate)}, ${alike}`
      : `controls at ${percent(controlRate)} after ${controls.count}/${controls.total}; ${alike}`;
  return `With ${formatPairs(pairs)} and ${size}, ${gap} with ${percent(power)} (${basis}; palimpsest power).`;
}
