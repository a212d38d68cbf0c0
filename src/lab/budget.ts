import { LabFault } from "./lab-fault.js";

/** Ends a command that does too much. */
export interface Budget {
  step(): void;
  enter(): void;
  leave(): void;
}

const stepLimit = 200_000;
const depthLimit = 40;

/** A budget of steps and of nested blocks. Throws `LabFault`. */
export function createBudget(): Budget {
  let steps = 0;
  let depth = 0;
  return {
    step: () => {
      steps += 1;
      if (steps > stepLimit) throw new LabFault("too many entries to process, giving up");
    },
    enter: () => {
      depth += 1;
      if (depth > depthLimit) throw new LabFault("definitions are nested too deeply");
    },
    leave: () => {
      depth -= 1;
    },
  };
}
