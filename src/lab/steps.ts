import type { Step } from "../schema/command.js";

/** The steps of these kinds. */
export type StepOf<Kind extends Step["do"]> = Extract<Step, { do: Kind }>;
