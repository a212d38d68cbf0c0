import { z } from "zod";
import { JsonValue } from "./common.js";
import { ServerAddress } from "./server-address.js";

/** What people call a family of models; it stands in the middle of a sentence. */
export const FamilyName = z
  .string()
  .regex(/^\S(?:.*\S)?$/, "expected a name without space around it, such as Claude");

const variableName = /^[A-Z_][A-Z0-9_]*$/;

/** An entry of `models.yaml`. */
export const ModelEntry = z.strictObject({
  model: z.string().regex(/^[a-z-]+\/.+$/, "expected provider/name, such as anthropic/claude-opus-4-5"),
  family: FamilyName.optional().describe(
    "The family's name as people say it; used where a request names the successor",
  ),
  baseUrl: ServerAddress.optional(),
  keyVariable: z
    .string()
    .meta({ pattern: variableName.source })
    .superRefine((text, context) => {
      if (variableName.test(text)) return;
      // What stands here instead may be the key.
      const message = "expected the name of an environment variable, such as MY_KEY";
      context.addIssue({ code: "custom", message, input: "[removed]" });
    })
    .optional()
    .describe("The environment variable that holds the key"),
  maxOutputTokens: z.int().positive().optional(),
  reasoning: z
    .union([
      z.enum(["none", "minimal", "low", "medium", "high", "xhigh"]),
      z.strictObject({ budgetTokens: z.int().positive() }),
    ])
    .optional(),
  temperature: z.number().min(0).max(2).optional(),
  extra: z
    .record(z.string(), JsonValue)
    .optional()
    .describe("Further fields of the request body, sent as they are"),
  price: z
    .strictObject({
      input: z.number().nonnegative(),
      output: z.number().nonnegative(),
      cacheRead: z.number().nonnegative().optional().describe("The price of input where it is left out"),
      cacheWrite: z.number().nonnegative().optional().describe("The price of input where it is left out"),
    })
    .optional()
    .describe("US dollars per million tokens"),
});
export type ModelEntry = z.infer<typeof ModelEntry>;

/** `models.yaml`: names for models, usable wherever `provider/name` is. */
export const ModelsFile = z.strictObject({ models: z.record(z.string(), ModelEntry) });
export type ModelsFile = z.infer<typeof ModelsFile>;
