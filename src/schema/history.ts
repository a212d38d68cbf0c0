import { z } from "zod";
import { Identifier, PathGlob, RepositoryPath, Timestamp } from "./common.js";

const Person = z.strictObject({ name: z.string(), email: z.string() });

/** One passage of one file that a commit rewrote; undone from the final tree backwards. */
const Edit = z.strictObject({
  path: RepositoryPath,
  old: z.string().describe("The passage before the commit; empty for a passage that the commit added"),
  new: z.string().describe("The passage after it; must occur exactly once in the file as it was then"),
});

/**
 * One commit. Histories are written against the final tree in `repo/`: going backwards from it,
 * every `edits` entry is undone (new becomes old), everything in `adds` disappears, everything in
 * `removes` comes back from `history/<id>/<path>`, and everything in `rewrites` goes back to the
 * earlier version kept at `history/<id>/<path>`. Before the first commit nothing is left.
 */
const Commit = z.strictObject({
  id: Identifier,
  author: z.string().describe("A key of `people`"),
  date: Timestamp,
  message: z.string().min(1),
  adds: z.array(PathGlob).default([]),
  removes: z.array(RepositoryPath).default([]),
  rewrites: z.array(RepositoryPath).default([]),
  edits: z.array(Edit).default([]),
});
export type Commit = z.infer<typeof Commit>;

/** `history.yaml`: commits from the first to HEAD. */
export const History = z.strictObject({
  branch: Identifier.default("main"),
  people: z.record(Identifier, Person),
  commits: z.array(Commit).min(1),
});
export type History = z.infer<typeof History>;
