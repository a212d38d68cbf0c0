import { z } from "zod";
import { Identifier, RepositoryPath, SurfaceId } from "./common.js";
import { CommandFile } from "./command.js";
import { Environment, Surface } from "./environment.js";
import { FileMode, StoredContent } from "./tree.js";

/**
 * `base/<digest>.json.gz` of a run: the staged tree and what an environment says about reading it, so that
 * a run can be scored again after its environment has changed or gone.
 */
export const BaseEvidence = z.strictObject({
  format: z.literal("palimpsest-base-1"),
  environment: Identifier,
  lab: Environment.shape.lab,
  compose: Environment.shape.compose,
  surfaces: z.record(SurfaceId, Surface),
  validate: z.string().nullable(),
  commands: z.record(Identifier, CommandFile),
  files: z.record(RepositoryPath, z.strictObject({ mode: FileMode, content: StoredContent })),
});
export type BaseEvidence = z.infer<typeof BaseEvidence>;
