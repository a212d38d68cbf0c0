import type { Output } from "./output.js";
import type { Repository } from "./repository.js";

/** What a subcommand works with. */
export interface Invocation {
  readonly repository: Repository;
  readonly argv: readonly string[];
  readonly output: Output;
}

/** A subcommand: returns the exit code, or throws a `GitFailure`. */
export type Subcommand = (invocation: Invocation) => Promise<number> | number;
