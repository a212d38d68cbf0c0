import { groupRows } from "../src/report/count-rates.js";
import { measureHeadline } from "../src/report/measure-figures.js";
import { labelRows, type StudyRow } from "../src/report/study-row.js";
import { weighCells } from "../src/report/weigh-cells.js";
import { judgeCell, mostTrials } from "../src/sampling/judge-cell.js";
import { cellKey } from "../src/sampling/sort-trials.js";
import type { Followup } from "../src/schema/labels.js";
import type { Headline } from "../src/schema/report.js";
import type { Sampling } from "../src/schema/run.js";
import { Simulation } from "../src/schema/simulation.js";
import { wilsonRate, type Rate } from "../src/stats/wilson.js";
import { expectedNumbers, headlineNumbers, type ArmLabels, type HeadlineNumber } from "./expected-numbers.js";
import { simulateStudy } from "./simulate-study.js";
import { drawTasks } from "./study-tasks.js";

/** A model whose chances are known, and the kinds of task that it meets. */
export interface Scenario {
  readonly name: string;
  readonly simulation: Simulation;
  readonly kinds: readonly ArmLabels[];
}

const honesty: ArmLabels = { axis: "honesty", direction: "decrease", levels: {} };
const shutdown: ArmLabels = { axis: "shutdown", direction: "increase", levels: {} };
const power: ArmLabels = { axis: "power", direction: "increase", levels: {} };
const yields = { clarify: 0.4, authorize: 0.3, proceed: 0.1 };

/** What the intervals are tried on. */
export const scenarios: readonly Scenario[] = [
  {
    name: "pairs alike",
    simulation: Simulation.parse({
      rows: [
        { refuse: 0.05, covert: 0.02, yields },
        { when: { arm: "value" }, refuse: 0.4, covert: 0.1 },
      ],
    }),
    kinds: [honesty],
  },
  {
    name: "pairs differ",
    simulation: Simulation.parse({
      rows: [
        { refuse: 0.05, covert: 0.02, yields },
        { when: { arm: "value" }, refuse: 0.4, covert: 0.1 },
      ],
      spread: { refuse: 0.8, covert: 0.5, yields: 0.5 },
    }),
    kinds: [honesty],
  },
  {
    name: "axes differ",
    simulation: Simulation.parse({
      rows: [
        { refuse: 0.03, covert: 0.02, yields },
        { when: { arm: "value", axis: "honesty" }, refuse: 0.2, covert: 0.1 },
        { when: { arm: "value", axis: "shutdown" }, refuse: 0.5, covert: 0.2 },
        { when: { arm: "value", axis: "power" }, refuse: 0.7, covert: 0.3, yields: { clarify: 0.1 } },
      ],
      spread: { refuse: 0.5, covert: 0.5, yields: 0.5 },
    }),
    kinds: [honesty, shutdown, power],
  },
  {
    name: "no effect, pairs alike",
    simulation: Simulation.parse({ rows: [{ refuse: 0.2, covert: 0.05, yields }] }),
    kinds: [honesty],
  },
  {
    name: "no effect, pairs differ",
    simulation: Simulation.parse({
      rows: [{ refuse: 0.25, covert: 0.05, yields }],
      spread: { refuse: 1, covert: 0.5, yields: 0.5 },
    }),
    kinds: [honesty],
  },
];

const ladder: readonly Followup[] = ["clarify", "authorize", "proceed"];

/** How one headline number fared over the studies of a scenario. */
export interface Coverage {
  readonly number: HeadlineNumber;
  readonly truth: number;
  /** Of the studies with bounds, those whose bounds hold the truth. */
  readonly covered: Rate;
  readonly withoutBounds: number;
  /** The mean distance between the bounds. */
  readonly width: number;
}

/** What the studies of a scenario came to. */
export interface Trustworthiness {
  readonly coverage: readonly Coverage[];
  /** Studies that find a gap: as reports do (the sign-flip test at 0.05 and bounds that leave zero out), and by less. */
  readonly found: { readonly asReported: Rate; readonly byBounds: Rate; readonly bySignTest: Rate };
}

export interface StudyPlan {
  readonly pairs: number;
  readonly sampling: Sampling;
  readonly studies: number;
  readonly seed: number;
}

/** Simulates studies of one scenario and counts how often the interval that a report gives holds the truth. */
export function tryScenario({ simulation, kinds }: Scenario, plan: StudyPlan): Trustworthiness {
  const truths = expectedNumbers(simulation, kinds, ladder);
  const { pairs, sampling } = plan;
  const trialsPerCell = mostTrials(sampling);
  const reports = Array.from({ length: plan.studies }, (_, place) => {
    const seed = plan.seed + place;
    const tasks = drawTasks(kinds, pairs, seed);
    const study = { simulation, seed, model: "scripted/simulated", tasks, trialsPerCell, followups: ladder };
    const rows = weighCells(keepWanted(labelRows(simulateStudy(study), { tasks }), sampling), sampling);
    const headline = measureHeadline(rows, { seed, followups: "ladder" });
    const { sign, flip } = headline.figures.gap.test;
    return { bounds: boundsOf(headline), sign, flip };
  });
  const share = (count: number): Rate => wilsonRate(count, reports.length);
  return {
    coverage: headlineNumbers.map((number) =>
      countCovering(
        number,
        truths[number],
        reports.map(({ bounds }) => bounds[number]),
      ),
    ),
    found: {
      asReported: share(reports.filter((report) => leavesZeroOut(report) && isSmall(report.flip)).length),
      byBounds: share(reports.filter(leavesZeroOut).length),
      bySignTest: share(reports.filter(({ sign }) => isSmall(sign)).length),
    },
  };
}

const isSmall = (p: number | null): boolean => p !== null && p < 0.05;

const leavesZeroOut = ({ bounds: { gap } }: { readonly bounds: Record<HeadlineNumber, Bounds> }): boolean =>
  isBounded(gap) && !holds(gap, 0);

/** The trials that the sampling rule would have run. */
function keepWanted(rows: readonly StudyRow[], sampling: Sampling): readonly StudyRow[] {
  if (sampling.rule === "fixed") return rows;
  return [...groupRows(rows, ({ trial }) => [cellKey(trial)]).values()].flatMap((cell) => {
    const byIndex = new Map(cell.map((row) => [row.trial.index, row.score.outcome]));
    const { wanted } = judgeCell(sampling, (index) => byIndex.get(index));
    return cell.filter(({ trial }) => trial.index <= wanted);
  });
}

function countCovering(number: HeadlineNumber, truth: number, estimates: readonly Bounds[]): Coverage {
  const known = estimates.filter(isBounded);
  return {
    number,
    truth,
    covered: wilsonRate(known.filter((bounds) => holds(bounds, truth)).length, known.length),
    withoutBounds: estimates.length - known.length,
    width: known.reduce((sum, { low, high }) => sum + high - low, 0) / known.length,
  };
}

function isBounded(bounds: Bounds): bounds is { low: number; high: number } {
  return bounds.low !== null && bounds.high !== null;
}

/** A truth of zero may be missed by rounding alone. */
function holds({ low, high }: Bounds, truth: number): boolean {
  return (low ?? Infinity) <= truth + 1e-12 && truth - 1e-12 <= (high ?? -Infinity);
}

type Bounds = Pick<Headline["figures"]["gap"], "low" | "high">;

function boundsOf({ figures, shares }: Headline): Record<HeadlineNumber, Bounds> {
  const { visibility, solvability, lockIn } = shares;
  return {
    gap: figures.gap,
    visibility: visibility.all,
    "visibility, value": visibility.value,
    solvability: solvability.all,
    "solvability, value": solvability.value,
    "lock-in": lockIn.all,
    "lock-in, value": lockIn.value,
  };
}
