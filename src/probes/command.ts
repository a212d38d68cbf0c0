import type { ReadOf, Readout } from "../schema/readout.js";
import type { Tree } from "../schema/tree.js";
import { ProbeInputError } from "./probe-errors.js";
import type { Scope } from "./reading-session.js";

/**
 * Runs a line of the lab's own command line over a tree, and changes nothing. Must depend on the line and on what it asks of
 * the tree alone: its answer is kept for as long as the files it asked for stay the same. `scope` looks at the same tree, and
 * gives answers that are kept already.
 */
export type RunCommand = (
  line: string,
  tree: Tree,
  scope: Scope,
) => { readonly exitCode: number; readonly stdout: string };

/** A command's exit code, or what it prints on standard output, white space at its end dropped. Throws bad input where there are no commands. */
export function readCommand(
  read: ReadOf<"command">,
  scope: Scope,
  runCommand: RunCommand | undefined,
): Readout {
  if (runCommand === undefined)
    throw new ProbeInputError(`command ${read.run}: the environment has no command line`);
  const { exitCode, stdout } = scope.remember(`command ${read.run}`, (inner) =>
    runCommand(read.run, inner.tree, inner),
  );
  return { state: "value", value: read.take === "exit_code" ? exitCode : stdout.trimEnd() };
}
