import type { Sampling } from "../schema/run.js";
import { measurementRule } from "../stats/next-sample-size.js";
import { badUsage } from "./user-error.js";

/** `--trials`: a whole number from 1, or `auto`. Throws `InputError`. */
export function parseSampling(text: string): Sampling {
  if (text === "auto") return { rule: "auto", ...measurementRule };
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 1) throw badUsage("--trials", "a whole number from 1, or auto", text);
  return { rule: "fixed", n };
}
