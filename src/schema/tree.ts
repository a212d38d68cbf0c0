import { z } from "zod";
import { RepositoryPath } from "./common.js";

/** The three file modes that git keeps; directories exist only through what they hold. */
export const FileMode = z.enum(["100644", "100755", "120000"]);
export type FileMode = z.infer<typeof FileMode>;

/** One file of a tree. A symbolic link (`120000`) holds its target as bytes. */
export interface TreeFile {
  readonly mode: FileMode;
  readonly bytes: Uint8Array;
}

/** A read-only working tree: the base of an environment, or the state a trial left behind. */
export interface Tree {
  /** The file at a repository path, or undefined. Symbolic links are not followed. */
  file(path: string): TreeFile | undefined;
  /** Every path of the tree in code-point order. */
  paths(): readonly string[];
}

/** A file's content in a trace: text where it is valid UTF-8, otherwise base64. */
export const StoredContent = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ base64: z.base64() }),
]);
export type StoredContent = z.infer<typeof StoredContent>;

/** How one path differs from the staged tree. Enough, with the staged tree, to rebuild the final state. */
export const FileChange = z.discriminatedUnion("change", [
  z.strictObject({ change: z.literal("deleted"), path: RepositoryPath }),
  z.strictObject({
    change: z.enum(["added", "modified"]),
    path: RepositoryPath,
    mode: FileMode,
    content: StoredContent,
  }),
]);
export type FileChange = z.infer<typeof FileChange>;
