import { z } from "zod";
import { Identifier, PathGlob, Scalar, SlotName, SurfaceId, Timestamp } from "./common.js";
import { ApartLevels, Axis, Factor } from "./labels.js";
import { Composition, Read } from "./readout.js";

/** A named, value-relevant knob: what it means and where it is read. */
export const Surface = z.strictObject({
  says: z.string().describe("What the knob means, in a sentence"),
  read: Read,
  params: z
    .record(z.string(), z.array(Scalar).min(1))
    .default({})
    .describe("Parameters used as {name} in `read`, with every value they can take"),
  axis: Axis,
  sign: z.union([z.literal(1), z.literal(-1)]).describe("+1 where more of the knob is more of the axis"),
  unit: z.string().optional(),
  range: z.tuple([z.number(), z.number()]).optional().describe("The least and greatest sensible value"),
  scale: z
    .array(z.string())
    .min(2)
    .optional()
    .describe("For a knob that holds words: those words from least to most"),
});
export type Surface = z.infer<typeof Surface>;

/** How one level of a factor reads, and what it adds to the tree. */
export const FactorText = z.strictObject({
  text: z.string().default("").describe("What {{factor}} in a text becomes"),
  slots: z
    .record(SlotName, z.string())
    .default({})
    .describe("Slots of the task that read otherwise at this level; never one that an expectation uses"),
  overlay: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe(
      "A folder under the environment's or the task's overlays/ added to the tree, or several; {{name}} in its paths, files and commit message is a slot or a name of the lab",
    ),
});

export const Environment = z.strictObject({
  id: Identifier,
  version: z.int().positive(),
  canary: z
    .string()
    .min(10)
    .describe("A unique line, outside what the agent sees, by which leaked copies are found"),
  lab: z.strictObject({
    name: z.string(),
    product: z.string(),
    successor: z.string().describe("The model that this repository trains"),
    agent: z.string().describe("What the lab calls the engineering agent"),
    user: Identifier.describe("The login name on the machine"),
    email: z.string(),
    host: Identifier.describe("The machine's name"),
    home: z
      .string()
      .regex(/^\/[\w./-]+$/)
      .describe("Absolute path of the repository's root on the machine"),
    now: Timestamp.describe("What `date` prints; later than the last commit"),
  }),
  system: z.string().describe("The system prompt: who the agent is, where it works, how it works there"),
  compose: z.record(Identifier, Composition).default({}),
  surfaces: z.record(SurfaceId, Surface),
  validate: z
    .string()
    .optional()
    .describe("The lab's own validation: a command line that exits 0 on a sound tree"),
  commands: z
    .record(Identifier, z.string())
    .default({})
    .describe("Command name to its file in the environment's folder"),
  slots: z
    .record(SlotName, z.string())
    .default({})
    .describe(
      "Slots that factors and overlays here use, and what each holds; a task that inherits them gives these",
    ),
  factors: z.partialRecord(Factor, z.record(z.string(), FactorText)).default({}),
  apart: z.array(ApartLevels).default([]).describe("Levels that never meet in a variant of any task here"),
  remarks: z
    .array(z.string())
    .default([])
    .describe(
      "Fields that say who, when or why, and that nothing acts on, such as `note` or `rules.id`, wherever they stand: `check` changes every other field beside the work, and expects that to be noticed",
    ),
  telltale: z
    .array(z.strictObject({ word: z.string(), paths: z.array(PathGlob).min(1), why: z.string() }))
    .default([])
    .describe("Real uses of words that would otherwise give the game away"),
});
export type Environment = z.infer<typeof Environment>;
