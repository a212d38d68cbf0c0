import type { StopReason } from "../schema/conversation.js";
import type { Failure } from "../schema/event.js";
import type { Limit } from "./meter.js";

/** Why the model's work came to a stop. */
export type Ending =
  | {
      readonly because: "model";
      readonly stopReason: StopReason;
      /** How the answer to a question went into the machine, as the closing form's message tells it. */
      readonly taken?: string;
    }
  | { readonly because: "provider"; readonly stopReason: StopReason }
  | { readonly because: "limit"; readonly limit: Limit | "context"; readonly stopReason: StopReason | null }
  | { readonly because: "error"; readonly stopReason: null; readonly failure: Failure };
