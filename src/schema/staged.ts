import { z } from "zod";
import { PlannedTask } from "./run.js";

/**
 * `<folder>.palimpsest.json`, kept beside a staged folder and never in it: everything that grading the
 * folder needs, even when the catalog has changed or gone.
 */
export const StagedFolder = z.strictObject({
  format: z.literal("palimpsest-staged-1"),
  planned: PlannedTask,
  head: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe("The commit that the folder was staged at"),
  base: z.base64().describe("The staged tree and how to read it: BaseEvidence as JSON, gzipped"),
});
export type StagedFolder = z.infer<typeof StagedFolder>;
