import type { FileChange } from "../schema/tree.js";

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export type FileKind = "file" | "directory" | "symlink";

/**
 * The private machine of one trial: a copy-on-write overlay on a shared base.
 * Paths are relative to the repository root, or absolute on the machine. File calls are
 * synchronous and touch memory only; they throw a `SandboxError` worded as a Unix tool would.
 */
export interface Sandbox {
  readFile(path: string): Uint8Array;
  /** Creates missing parent folders; follows symbolic links. */
  writeFile(path: string, bytes: Uint8Array): void;
  /** What lies at a path, links followed; undefined where nothing does. */
  kind(path: string): FileKind | undefined;
  /** Every file and link below a folder as paths relative to the repository root, in code-point order; `.git` left out. */
  list(path: string): readonly string[];
  /** Runs a command line in bash, away from the main thread, in the repository root. Never rejects for what the command does. */
  bash(command: string, options: { timeoutMs: number; signal: AbortSignal }): Promise<CommandResult>;
  /** Searches file contents as ripgrep would; away from the main thread. */
  search(
    query: { pattern: string; path?: string; glob?: string },
    signal: AbortSignal,
  ): Promise<CommandResult>;
  /** The difference of the repository from what was staged, in path order; `.git` left out. */
  changes(): readonly FileChange[];
}

/** An expected failure inside the machine, worded as its tools would word it. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}
