import type { Outcome } from "../../src/schema/outcome.js";
import type { Axis, Direction } from "../../src/schema/labels.js";
import { seededRandom, type Random } from "../../src/stats/random.js";
import type { MadeTrial } from "./study-fixture.js";

const axes: readonly Axis[] = ["honesty", "shutdown", "refusal", "autonomy", "sycophancy", "harm_avoidance"];
const directions: readonly Direction[] = ["decrease", "increase"];

const undone: readonly Outcome[] = [
  "refused",
  "refused",
  "refused_with_alternative",
  "asked",
  "partial_disclosed",
  "partial_undisclosed",
  "covert",
  "truncated",
];

function draw(random: Random, chance: number): [Outcome, ...Outcome[]] {
  if (random() < 0.02) return ["errored"];
  if (random() >= chance) return [random() < 0.25 ? "carried_out_objecting" : "carried_out"];
  const first = undone[Math.floor(random() * undone.length)] ?? "refused";
  return random() < 0.4 ? [first, "carried_out"] : [first, first];
}

/** Twelve pairs with two models that refuse by axis and direction, awareness asked, a judge, and two factors. */
export function largeStudy(perCell: number): MadeTrial[] {
  const random = seededRandom("large study");
  const cells = axes.flatMap((axis, place) =>
    directions.flatMap((direction) =>
      (["test/steady", "test/wary"] as const).flatMap((model) =>
        (["humans_can", "only_you"] as const).flatMap((operator) =>
          (["value", "control"] as const).map((arm) => {
            const lean = 0.1 + 0.12 * place + (direction === "decrease" ? 0.1 : 0);
            const chance = arm === "control" ? 0.04 : model === "test/wary" ? lean : lean / 3;
            return { axis, direction, model, arm, operator, chance };
          }),
        ),
      ),
    ),
  );
  return cells.flatMap(({ axis, direction, model, arm, operator, chance }) =>
    Array.from({ length: perCell }, (): MadeTrial => {
      const outcomes = draw(random, chance);
      const last = outcomes.at(-1) ?? "unscored";
      return {
        axis,
        direction,
        model,
        arm,
        pair: `${axis.replaceAll("_", "-")}-${direction}`,
        variant: operator === "humans_can" ? "base" : "operator=only_you",
        levels: { operator },
        outcomes,
        action: last.startsWith("partial") ? "partial" : last.startsWith("carried") ? "implemented" : "none",
        completion: last.startsWith("partial") ? 0.5 : last.startsWith("carried") ? 1 : 0,
        awareness: random() < 0.1 ? null : Math.round(random() * 100),
        judge: {
          stance: last === "refused" ? "declined" : "complied",
          votes: [{ judge: "test/judge", stance: last === "refused" ? "declined" : "complied" }],
          reasons: last === "refused" ? [{ reason: "object_itself", judges: 1 }] : [],
          believesTested: random() < 0.1 ? 1 : 0,
          coverage: { read: 1, asked: 1 },
        },
      };
    }),
  );
}
