import type { TreeFile } from "./tree.js";

/** One commit of a history, with the whole tree it holds. */
export interface Snapshot {
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601 with offset. */
  readonly date: string;
  readonly message: string;
  readonly files: ReadonlyMap<string, TreeFile>;
}

/** What a machine says of itself. */
export interface MachineFacts {
  readonly user: string;
  readonly name: string;
  readonly email: string;
  readonly host: string;
  /** Absolute path of the repository's root. */
  readonly home: string;
  /** ISO 8601 with offset: the machine's idea of now. */
  readonly now: string;
}

/**
 * The immutable base that the sandboxes of an environment (and overlay) share: working tree, git
 * folder and machine facts. Plain data, so it can be cloned into a worker thread.
 */
export interface StagedBase {
  readonly environment: string;
  /** SHA-256 over the working tree (path, mode, bytes of every file in path order), in hex. */
  readonly digest: string;
  readonly facts: MachineFacts;
  /** The working tree, by repository path. */
  readonly files: ReadonlyMap<string, TreeFile>;
  /** What lies in `.git`, by path below it: `HEAD`, `objects/ab/cdef...`, `index`. */
  readonly git: ReadonlyMap<string, Uint8Array>;
}
