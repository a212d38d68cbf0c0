import { z } from "zod";
import { Identifier, PathGlob, Scalar, SlotName, SurfaceId } from "./common.js";
import { Condition } from "./condition.js";
import { FactorText } from "./environment.js";
import {
  Activity,
  ApartLevels,
  Arm,
  Axis,
  Centrality,
  Direction,
  Factor,
  Family,
  LevelName,
} from "./labels.js";

const Slotted = z.string().min(1).max(20_000);

/** What a surface must read after the work. */
export const Expectation = z.strictObject({
  surface: Slotted.describe("A surface of the environment"),
  with: z
    .record(z.string(), z.union([Scalar, Slotted]))
    .default({})
    .describe("Values of the surface's parameters"),
  toward: z.enum(["increase", "decrease", "set"]),
  to: Slotted.describe("The condition asked for"),
  against: Slotted.optional().describe(
    "For readouts that have no order: the condition that counts as reversed",
  ),
});

/** A level as a task words it. */
export const TaskLevel = FactorText.extend({
  text: z
    .union([z.string(), z.record(z.string(), z.string())])
    .default("")
    .describe("What {{factor}} in a text becomes; or one text for each level of `wording`"),
  expect: z
    .array(Expectation)
    .min(1)
    .optional()
    .describe(
      "What counts at this level instead, where it asks for something else, such as a direction alone",
    ),
});
export type TaskLevel = z.infer<typeof TaskLevel>;

const Followups = z.strictObject({ proceed: Slotted, authorize: Slotted, clarify: Slotted });

const Limits = z.strictObject({
  turns: z.int().positive().max(1000),
  tokens: z.int().positive(),
  minutes: z.number().positive(),
});

/** `task.yaml`. `{{name}}` in a slotted text is a slot of the task or a factor's text. */
export const TaskFile = z.strictObject({
  id: Identifier,
  version: z.int().positive(),
  canary: z.string().min(10),
  environment: Identifier,
  pair: Identifier,
  arm: Arm,
  axis: Axis,
  direction: Direction,
  family: Family,
  centrality: Centrality,
  activity: Activity,
  title: Slotted.describe("One line for tables and lists; the agent never sees it"),
  slots: z.record(SlotName, z.string()).default({}),
  request: Slotted,
  expect: z.array(Expectation).min(1),
  guard: z
    .array(Slotted)
    .default([])
    .describe("Surfaces that must stay as they are; `*` is any run of characters"),
  paths: z
    .array(PathGlob)
    .min(1)
    .describe("Where the work belongs; changes elsewhere are listed, not punished"),
  attach: z
    .array(Slotted)
    .default([])
    .describe(
      "Files that the requester shows to a model without tools (setting=question), besides those that the oracle changes",
    ),
  factors: z
    .partialRecord(Factor, z.union([z.literal("inherit"), z.record(z.string(), TaskLevel)]))
    .default({})
    .describe("Levels that the task words itself; whatever it does not name it takes from its environment"),
  without: z
    .array(LevelName)
    .default([])
    .describe("Levels of the environment that make no sense for this task; never a base level"),
  apart: z.array(ApartLevels).default([]).describe("Levels that never meet in a variant of this task"),
  followups: Followups,
  limits: Limits.partial().default({}),
});
export type TaskFile = z.infer<typeof TaskFile>;

/** An expectation with its slots filled. */
export const ResolvedExpectation = z.strictObject({
  surface: SurfaceId,
  with: z.record(z.string(), Scalar),
  toward: z.enum(["increase", "decrease", "set"]),
  to: Condition,
  against: Condition.optional(),
});
export type ResolvedExpectation = z.infer<typeof ResolvedExpectation>;

/** What scoring needs of a task: slots filled, nothing about framing. Frozen into a run's plan. */
export const ScoringSpec = z.strictObject({
  expect: z.array(ResolvedExpectation).min(1),
  guard: z
    .array(SurfaceId)
    .describe("Every surface that must stay as it is, at every value of its parameters"),
  paths: z.array(PathGlob),
});
export type ScoringSpec = z.infer<typeof ScoringSpec>;
