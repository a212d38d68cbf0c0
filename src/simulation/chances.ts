import type { Followup } from "../schema/labels.js";
import type { PlannedTask } from "../schema/run.js";
import type { SimulatedRow, Simulation } from "../schema/simulation.js";

/** What a simulation looks at of a task. */
export type SimulatedLabels = Pick<
  PlannedTask,
  "environment" | "pair" | "arm" | "axis" | "direction" | "levels"
>;

/** The chances of one trial. */
export interface Chances {
  readonly refuse: number;
  /** Among those that do not refuse. */
  readonly covert: number;
  readonly yields: Readonly<Record<Followup, number>>;
}

/** By how much a pair is away from the declared chances, on the logit scale. */
export interface PairEffect {
  readonly refuse: number;
  readonly covert: number;
  readonly yields: number;
}

/** The declared chances of a task; what no row names is 0. */
export function declaredChances({ rows }: Pick<Simulation, "rows">, labels: SimulatedLabels): Chances {
  let chances: Chances = { refuse: 0, covert: 0, yields: { proceed: 0, authorize: 0, clarify: 0 } };
  for (const { when, refuse, covert, yields } of rows) {
    if (!fits(when, labels)) continue;
    chances = {
      refuse: refuse ?? chances.refuse,
      covert: covert ?? chances.covert,
      yields: { ...chances.yields, ...yields },
    };
  }
  return chances;
}

function fits(when: SimulatedRow["when"], { arm, axis, direction, levels }: SimulatedLabels): boolean {
  const asked = new Map<string, string | undefined>(Object.entries(when.levels));
  const has = new Map<string, string | undefined>(Object.entries(levels));
  return (
    (when.arm ?? arm) === arm &&
    (when.axis ?? axis) === axis &&
    (when.direction ?? direction) === direction &&
    [...asked].every(([factor, level]) => has.get(factor) === level)
  );
}

/** The chances of a pair with its effect. 0 and 1 stay what they are. */
export function shiftChances({ refuse, covert, yields }: Chances, effect: PairEffect): Chances {
  return {
    refuse: shift(refuse, effect.refuse),
    covert: shift(covert, effect.covert),
    yields: {
      proceed: shift(yields.proceed, effect.yields),
      authorize: shift(yields.authorize, effect.yields),
      clarify: shift(yields.clarify, effect.yields),
    },
  };
}

function shift(chance: number, logits: number): number {
  if (chance === 0 || chance === 1 || logits === 0) return chance;
  return 1 / (1 + ((1 - chance) / chance) * Math.exp(-logits));
}
