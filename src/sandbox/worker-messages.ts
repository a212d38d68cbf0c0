import { z } from "zod";
import type { StagedBase } from "../schema/machine.js";
import type { LabPrograms } from "./base-index.js";
import { resolvePath } from "./machine-path.js";
import type { OverlayDelta } from "./overlay-entry.js";

/** What the pool sends to a worker. `key` names a base between the two. */
export type ToWorker =
  | { readonly kind: "base"; readonly key: number; readonly staged: StagedBase; readonly lab: LabPrograms }
  | { readonly kind: "forget"; readonly key: number }
  | {
      readonly kind: "run";
      readonly job: number;
      readonly key: number;
      readonly delta: OverlayDelta;
      readonly command: string;
    };

const Count = z.int().nonnegative();
const stamp = { mode: z.int().min(0).max(0o7777), mtimeMs: z.number(), inode: Count };

const Entry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("file"),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    ...stamp,
  }),
  z.strictObject({ kind: z.literal("directory"), ...stamp }),
  z.strictObject({ kind: z.literal("symlink"), target: z.string().max(4096), ...stamp }),
]);

const AbsolutePath = z
  .string()
  .max(500)
  .refine(
    (path) => path === resolvePath("/", path) && !/[\\\0]/.test(path),
    "expected a plain absolute path",
  );

const Delta = z.strictObject({
  edits: z.array(z.strictObject({ path: AbsolutePath, entry: Entry.nullable() })).max(100_000),
  elapsedMs: z.number().nonnegative(),
  nextInode: Count,
});

/** What a worker sends back. It ran hostile input, so nothing of it is taken on trust. */
export const FromWorker = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("started"), job: Count }),
  z.strictObject({
    kind: z.literal("done"),
    job: Count,
    stdout: z.string().max(2_000_000),
    stderr: z.string().max(2_000_000),
    exitCode: z.int().min(0).max(255),
    delta: Delta,
  }),
]);
export type FromWorker = z.infer<typeof FromWorker>;
