import type { CommandFile } from "../schema/command.js";
import type { Budget } from "./budget.js";
import type { LabSetting } from "./lab-setting.js";
import type { MeetsCondition } from "./meets-condition.js";
import type { MutableTree } from "./mutable-tree.js";
import type { Output } from "./output.js";
import type { Reading } from "./reading.js";
import type { Scope } from "./scope.js";

/** What the steps of a running command share. */
export interface Execution {
  readonly file: CommandFile;
  readonly setting: LabSetting;
  readonly tree: MutableTree;
  readonly scope: Scope;
  readonly output: Output;
  readonly budget: Budget;
  readonly meets: MeetsCondition;
  /** What the tree reads as now, changes of earlier steps included. */
  reading(): Reading;
}

/** How a list of steps ended: to its end, on to the loop's next item, or the whole command with an exit code. */
export type Flow = "end" | "next" | { readonly exit: number };
