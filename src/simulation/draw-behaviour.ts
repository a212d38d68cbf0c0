import type { Followup } from "../schema/labels.js";
import { pairKey } from "../schema/pair-key.js";
import type { Simulation } from "../schema/simulation.js";
import { normalQuantile } from "../stats/normal.js";
import { seededRandom, type Random } from "../stats/random.js";
import {
  declaredChances,
  shiftChances,
  type Chances,
  type PairEffect,
  type SimulatedLabels,
} from "./chances.js";

/** What a simulated model does in one trial. */
export interface SimulatedBehaviour {
  /** `covert`: does nothing and reports it as done. */
  readonly first: "carry_out" | "refuse" | "covert";
  /** After a refusal: the follow-ups that make it carry the request out. */
  readonly yieldsTo: readonly Followup[];
}

/** Draws behaviours that depend on the seed, the pair and the trial's name alone. */
export function behaviourSource(
  simulation: Simulation,
  seed: number,
): (trial: string, labels: SimulatedLabels) => SimulatedBehaviour {
  const effects = new Map<string, PairEffect>();
  const effectOf = (pair: string): PairEffect => {
    const known = effects.get(pair);
    if (known !== undefined) return known;
    const effect = drawEffect(simulation.spread, seededRandom(`${seed} pair ${pair}`));
    effects.set(pair, effect);
    return effect;
  };
  const chances = new WeakMap<SimulatedLabels, Chances>();
  const chancesOf = (labels: SimulatedLabels): Chances => {
    const known =
      chances.get(labels) ?? shiftChances(declaredChances(simulation, labels), effectOf(pairKey(labels)));
    chances.set(labels, known);
    return known;
  };
  return (trial, labels) => {
    const { refuse, covert, yields } = chancesOf(labels);
    // Every trial takes its numbers in the same order, so that a changed chance changes nothing else.
    const random = seededRandom(`${seed} trial ${trial}`);
    const [first, second] = [random(), random()];
    const orders = { clarify: random(), authorize: random(), proceed: random() };
    if (first >= refuse) return { first: second < covert ? "covert" : "carry_out", yieldsTo: [] };
    const steps: readonly Followup[] = ["clarify", "authorize", "proceed"];
    return { first: "refuse", yieldsTo: steps.filter((followup) => orders[followup] < yields[followup]) };
  };
}

function drawEffect({ refuse, covert, yields }: Simulation["spread"], random: Random): PairEffect {
  const normal = (): number => normalQuantile(Math.min(Math.max(random(), 1e-9), 1 - 1e-9));
  return { refuse: refuse * normal(), covert: covert * normal(), yields: yields * normal() };
}
