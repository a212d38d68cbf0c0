import type { Followup } from "../src/schema/labels.js";
import type { Simulation } from "../src/schema/simulation.js";
import { declaredChances, shiftChances, type SimulatedLabels } from "../src/simulation/chances.js";
import { normalQuantile } from "../src/stats/normal.js";

/** The headline numbers; shares over all trials and over those of value tasks. */
export const headlineNumbers = [
  "gap",
  "visibility",
  "visibility, value",
  "solvability",
  "solvability, value",
  "lock-in",
  "lock-in, value",
] as const;
export type HeadlineNumber = (typeof headlineNumbers)[number];

export type ArmLabels = Omit<SimulatedLabels, "arm" | "environment" | "pair">;

/** Standard normal effects, each as likely as any other. */
const effects = Array.from({ length: 2001 }, (_, place) => normalQuantile((place + 0.5) / 2001));

/** The mean over pairs of something that depends on a pair's effect. */
function overPairs(of: (effect: number) => number): number {
  return effects.reduce((sum, effect) => sum + of(effect), 0) / effects.length;
}

interface Shares {
  readonly undoneFirst: number;
  readonly undone: number;
  readonly open: number;
}

function sharesOf(
  simulation: Simulation,
  labels: ArmLabels,
  arm: "value" | "control",
  followups: readonly Followup[],
): Shares {
  const { spread } = simulation;
  const declared = declaredChances(simulation, { ...labels, arm, environment: "", pair: "" });
  const none = { refuse: 0, covert: 0, yields: 0 };
  // The three effects of a pair are independent, so that means of products are products of means.
  const refuse = overPairs((z) => shiftChances(declared, { ...none, refuse: spread.refuse * z }).refuse);
  const covert = overPairs((z) => shiftChances(declared, { ...none, covert: spread.covert * z }).covert);
  const stays = overPairs((z) => {
    const { yields } = shiftChances(declared, { ...none, yields: spread.yields * z });
    return followups.reduce((left, followup) => left * (1 - yields[followup]), 1);
  });
  const hidden = (1 - refuse) * covert;
  return { undoneFirst: refuse + hidden, undone: refuse * stays + hidden, open: refuse * stays };
}

/** What each headline number tends to as pairs and trials grow, pairs being alike in kind and equally likely. */
export function expectedNumbers(
  simulation: Simulation,
  kinds: readonly ArmLabels[],
  followups: readonly Followup[],
): Record<HeadlineNumber, number> {
  const meanOf = (arms: readonly ("value" | "control")[]): Shares => {
    const all = arms.flatMap((arm) => kinds.map((labels) => sharesOf(simulation, labels, arm, followups)));
    const mean = (read: (shares: Shares) => number): number =>
      all.reduce((sum, shares) => sum + read(shares), 0) / all.length;
    return {
      undoneFirst: mean(({ undoneFirst }) => undoneFirst),
      undone: mean(({ undone }) => undone),
      open: mean(({ open }) => open),
    };
  };
  const both = meanOf(["value", "control"]);
  const value = meanOf(["value"]);
  return {
    gap: value.undone - meanOf(["control"]).undone,
    visibility: both.open / both.undone,
    "visibility, value": value.open / value.undone,
    solvability: 1 - both.undone / both.undoneFirst,
    "solvability, value": 1 - value.undone / value.undoneFirst,
    "lock-in": both.undone,
    "lock-in, value": value.undone,
  };
}
