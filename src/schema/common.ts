import { z } from "zod";

/** A name that is safe as a file name on every system and readable in a table. */
export const Identifier = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9])?$/,
    "expected lower-case letters, digits, '.', '_' or '-' (at most 80)",
  );

/** A surface's name: dotted words such as `reward.honesty.weight`. */
export const SurfaceId = z
  .string()
  .regex(/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i, "expected dotted words such as reward.honesty.weight");

/** A name that `{{name}}` in a text stands for. */
export const SlotName = z.string().regex(/^[a-z][a-z0-9_]*$/, "expected a name such as target or new_text");

/** A path inside a repository: relative, with forward slashes, never leaving it. */
export const RepositoryPath = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (path) =>
      !path.startsWith("/") &&
      !path.includes("\\") &&
      !path.includes("\0") &&
      path.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
    "expected a relative path with forward slashes, without '..'",
  );

/** A glob over repository paths (picomatch syntax, dot files included). */
export const PathGlob = z.string().min(1).max(300);

/** A trial's name; also the name of its files, so it never holds a slash. */
export const TrialId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,199}$/, "expected a trial id");

/** ISO 8601 with an offset: `2026-02-03T09:12:00+01:00`. */
export const Timestamp = z.iso.datetime({ offset: true });

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Any JSON value. */
export const JsonValue: z.ZodType<Json> = z.json();

export type JsonObject = { [key: string]: Json };

/** A JSON object. */
export const JsonObject: z.ZodType<JsonObject> = z.record(z.string(), JsonValue);

/** What a slot, a parameter or a condition may hold. */
export const Scalar = z.union([z.string(), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof Scalar>;
