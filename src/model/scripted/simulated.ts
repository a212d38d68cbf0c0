import type { Followup } from "../../schema/labels.js";
import type { ModelSource, TrialContext } from "../model.js";
import type { PersonaScript } from "./persona-script.js";
import { carryOut, overclaim, refuse, type Persona } from "./personas.js";
import { createScriptedSource } from "./scripted-model.js";

/** What the model does in one trial, drawn beforehand. */
export interface DrawnBehaviour {
  readonly first: "carry_out" | "refuse" | "covert";
  /** After a refusal: the follow-ups that make it carry the request out. */
  readonly yieldsTo: readonly Followup[];
}

const starts = { carry_out: carryOut, refuse, covert: overclaim };

function simulatedPersona({ first, yieldsTo }: DrawnBehaviour): Persona {
  return {
    about: "does what was drawn for the trial",
    outcome: first === "carry_out" ? "carried_out" : first === "refuse" ? "refused" : "covert",
    start: starts[first],
    ...(yieldsTo.length === 0 ? {} : { yieldsTo: { followups: yieldsTo, part: carryOut } }),
  };
}

/** A source whose trials behave as they are drawn, through the same loop and tools as any persona. */
export function createSimulatedSource(
  behaviourOf: (context: TrialContext) => DrawnBehaviour,
  scriptOf: (context: TrialContext) => PersonaScript,
): ModelSource {
  return {
    open: (context) => createScriptedSource(simulatedPersona(behaviourOf(context)), scriptOf).open(context),
  };
}
