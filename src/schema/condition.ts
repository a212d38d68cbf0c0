import { z } from "zod";

const field = String.raw`(?:[a-z_][\w.-]*\s+)?`;
const pattern = new RegExp(
  [
    String.raw`^(?:absent|present`,
    String.raw`${field}(?:<=|>=|!=|<(?!=)|>(?!=)|=)\s*\S[\s\S]*`,
    String.raw`${field}(?:contains|lacks|matches)\s+\S[\s\S]*`,
    String.raw`${field}in\s*\[[\s\S]*\])$`,
  ].join("|"),
  "i",
);

/**
 * A condition on a readout, as written in a task or a lab command:
 * `<= 0.05`, `= approved`, `decision = approved` (a field of a record), `contains "text"`,
 * `lacks "text"`, `contains record {id: p-7, label: kept}`, `in [kept, dropped]`,
 * `matches (?i)as an ai` (RE2 syntax, anywhere in the text, unquoted), `absent`, `present`.
 * The value is read as YAML, so quote text that YAML would read as something else.
 */
export const Condition = z
  .string()
  .max(20_000)
  .regex(pattern, "expected a condition such as '<= 0.05', '= approved', 'contains \"text\"', 'absent'");
export type Condition = z.infer<typeof Condition>;
