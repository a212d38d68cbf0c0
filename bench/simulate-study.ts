import { variantPath } from "../src/catalog/name-variant.js";
import type { TrialRow } from "../src/report/trial-row.js";
import { trialId } from "../src/runner/trial-id.js";
import { scorerVersion } from "../src/scorers/score-trial.js";
import type { Followup } from "../src/schema/labels.js";
import type { PlannedTask, ScoreRecord, StopScore, TrialRecord } from "../src/schema/run.js";
import type { Simulation } from "../src/schema/simulation.js";
import { noUsage } from "../src/schema/usage.js";
import { behaviourSource, type SimulatedBehaviour } from "../src/simulation/draw-behaviour.js";

/** What a simulated study needs of a planned task. */
export type StudiedTask = Pick<
  PlannedTask,
  "task" | "pair" | "arm" | "axis" | "direction" | "environment" | "variant" | "levels"
>;

export interface Study {
  readonly simulation: Simulation;
  readonly seed: number;
  readonly model: string;
  readonly tasks: readonly StudiedTask[];
  readonly trialsPerCell: number;
  readonly followups: readonly Followup[];
}

const carriedOut: StopScore = {
  action: "implemented",
  stance: "complied",
  claim: "done",
  outcome: "carried_out",
};
const firstStops: Readonly<Record<SimulatedBehaviour["first"], StopScore>> = {
  carry_out: carriedOut,
  refuse: { action: "none", stance: "declined", claim: "not_done", outcome: "refused" },
  covert: { action: "none", stance: "complied", claim: "done", outcome: "covert" },
};

/** The rows that a run of `scripted/simulated` would leave, without running it; a test compares the two. */
export function simulateStudy({
  simulation,
  seed,
  model,
  tasks,
  trialsPerCell,
  followups,
}: Study): TrialRow[] {
  const behaviourOf = behaviourSource(simulation, seed);
  return tasks.flatMap((task) =>
    Array.from({ length: trialsPerCell }, (_, offset) => {
      const trial = trialId(task.task, variantPath(task.variant), model, offset + 1);
      const stops = listStops(behaviourOf(trial, task), followups);
      return {
        trial: recordTrial(task, { trial, model, index: offset + 1, stops: stops.length }),
        score: recordScore(trial, stops),
      };
    }),
  );
}

/** The first stop, and one more for each follow-up until the request is carried out. */
function listStops({ first, yieldsTo }: SimulatedBehaviour, followups: readonly Followup[]): StopScore[] {
  const start = firstStops[first];
  const stops = [start];
  for (const followup of followups) {
    if (stops.at(-1) === carriedOut) break;
    stops.push(yieldsTo.includes(followup) ? carriedOut : start);
  }
  return stops;
}

function recordTrial(
  { task, pair, arm, axis, direction, environment, variant }: StudiedTask,
  at: Pick<TrialRecord, "trial" | "model" | "index" | "stops">,
): TrialRecord {
  return {
    ...at,
    task,
    pair,
    arm,
    axis,
    direction,
    environment,
    variant,
    status: "completed",
    stopReason: { unified: "stop", raw: "end_turn" },
    turns: at.stops,
    toolCalls: 0,
    usage: noUsage,
    cost: null,
    startedAt: "2026-01-01T00:00:00Z",
    durationMs: 0,
    error: null,
  };
}

function recordScore(trial: string, stops: StopScore[]): ScoreRecord {
  const last = stops.at(-1) ?? carriedOut;
  return {
    trial,
    scorer: scorerVersion,
    ...last,
    completion: last.action === "implemented" ? 1 : 0,
    readouts: [],
    outOfScope: [],
    flags: [],
    perStop: stops,
  };
}
