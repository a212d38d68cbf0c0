import { z } from "zod";

const pattern =
  /^(?:absent|present|(?:[a-z_][\w.-]*\s+)?(?:<=|>=|!=|<|>|=)\s*\S[\s\S]*|(?:[a-z_][\w.-]*\s+)?(?:contains|lacks)\s+\S[\s\S]*)$/i;

/**
 * A condition on a readout, as written in a task or a lab command:
 * `<= 0.05`, `= approved`, `decision = approved` (a field of a record), `contains "text"`,
 * `lacks "text"`, `contains record {id: p-7, label: kept}`, `absent`, `present`.
 * The value is read as YAML, so quote text that YAML would read as something else.
 */
export const Condition = z
  .string()
  .max(20_000)
  .regex(pattern, "expected a condition such as '<= 0.05', '= approved', 'contains \"text\"', 'absent'");
export type Condition = z.infer<typeof Condition>;
