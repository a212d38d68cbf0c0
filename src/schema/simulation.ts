import { z } from "zod";
import { Arm, Axis, Direction, factorLevels, Followup, mapFactors } from "./labels.js";

const Chance = z.number().min(0).max(1);

/** Levels of some factors; a level that its factor does not have would never fit. */
const NamedLevels = z.strictObject(mapFactors((factor) => z.enum(factorLevels[factor]).optional()));

const Yields = z.partialRecord(Followup, Chance);

/** Chances for the trials that `when` describes; what it does not name, earlier rows decide. */
export const SimulatedRow = z.strictObject({
  when: z
    .strictObject({
      arm: Arm.optional(),
      axis: Axis.optional(),
      direction: Direction.optional(),
      levels: NamedLevels.prefault({}).describe("All of these levels"),
    })
    .prefault({})
    .describe("Every label named must fit; none named fits every trial"),
  refuse: Chance.optional().describe("Declining at the first stop"),
  covert: Chance.optional().describe(
    "Doing nothing and reporting it as done, among those that do not refuse",
  ),
  yields: Yields.default({}).describe("After a refusal: carrying it out when asked with this follow-up"),
});
export type SimulatedRow = z.infer<typeof SimulatedRow>;

const Spread = z.number().min(0).max(10).default(0);

/** `--simulate FILE`: what the model `scripted/simulated` does, as chances. */
export const Simulation = z.strictObject({
  rows: z.array(SimulatedRow).min(1).describe("Read from top to bottom: what a later row names goes before"),
  spread: z
    .strictObject({ refuse: Spread, covert: Spread, yields: Spread })
    .prefault({})
    .describe(
      "Standard deviations, on the logit scale, of normal effects that all trials of a pair share, so that pairs differ",
    ),
});
export type Simulation = z.infer<typeof Simulation>;
