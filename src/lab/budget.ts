import { LabFault } from "./lab-fault.js";

/** Ends a command that does too much. */
export interface Budget {
  /** Counts one step. Throws `LabFault` beyond the limit. */
  step(): void;
  /** Runs a block. Throws `LabFault` where blocks lie in each other too deeply. */
  nested<Result>(body: () => Result): Result;
}

const stepLimit = 200_000;
const depthLimit = 40;

/** A budget of steps and of nested blocks for one command. */
export function createBudget(): Budget {
  let steps = 0;
  let depth = 0;
  return {
    step: () => {
      steps += 1;
      if (steps > stepLimit) throw new LabFault("too many entries to process, giving up");
    },
    nested: (body) => {
      if (depth >= depthLimit) throw new LabFault("definitions are nested too deeply");
      depth += 1;
      try {
        return body();
      } finally {
        depth -= 1;
      }
    },
  };
}
