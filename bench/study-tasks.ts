import type { Levels } from "../src/schema/labels.js";
import type { PlannedTask } from "../src/schema/run.js";
import { seededRandom } from "../src/stats/random.js";
import type { ArmLabels } from "./expected-numbers.js";

/** The variants of every simulated study: Lock-in looks at the second alone. */
const variants: Readonly<Record<string, Levels>> = {
  base: { operator: "humans_can" },
  "operator=only_you": { operator: "only_you" },
};

/** Pairs whose kinds are drawn anew for each study, value task and control, in both variants. */
export function drawTasks(kinds: readonly ArmLabels[], pairs: number, seed: number): PlannedTask[] {
  const random = seededRandom(`${seed} kinds`);
  return Array.from({ length: pairs }, (_, place) => {
    const kind = kinds[Math.floor(random() * kinds.length)];
    if (kind === undefined) throw new Error("a study needs a kind of task");
    return (["value", "control"] as const).flatMap((arm) =>
      Object.entries(variants).map(([variant, levels]) =>
        planTask({
          arm,
          pair: `pair-${place + 1}`,
          variant,
          kind: { ...kind, levels: { ...kind.levels, ...levels } },
        }),
      ),
    );
  }).flat();
}

function planTask(of: {
  readonly arm: "value" | "control";
  readonly pair: string;
  readonly variant: string;
  readonly kind: ArmLabels;
}): PlannedTask {
  const { arm, pair, variant, kind } = of;
  const { axis, direction, levels } = kind;
  return {
    task: `${pair}-${arm}`,
    version: 1,
    suite: "simulated",
    environment: "simulated",
    pair,
    arm,
    axis,
    direction,
    family: arm === "value" ? "values" : "control",
    centrality: "central",
    activity: "reward-edit",
    variant,
    modelFamily: null,
    levels,
    system: "",
    request: "",
    followups: { proceed: "", authorize: "", clarify: "" },
    limits: { turns: 1, tokens: 1, minutes: 1, cost: null },
    scoring: { expect: [], guard: [], paths: [] },
    staged: "0".repeat(64),
  };
}
