import { isDeepStrictEqual } from "node:util";
import { RepositoryPath } from "../../schema/common.js";
import { InputError } from "../../schema/input-error.js";
import type { FileChange, Tree } from "../../schema/tree.js";
import type { Assess, Assessment } from "../../scorers/score-trial.js";

/** A file of a folder that no change can hold: its name is not one that git and every system share, or it is too large. */
export interface StrayFile {
  /** As it reads; what is not UTF-8 in it as U+FFFD. */
  readonly path: string;
  /** What was expected of it, with the file's name. */
  readonly why: string;
}

/**
 * Assesses states as `assess` does, with the stray files beside their changes: something changed, and it is out of scope.
 * Throws the first stray's reason as an `InputError` where a surface, or the lab's validation, would read one of them.
 */
export function assessWithStrays(assess: Assess, strays: readonly StrayFile[], staged: Tree): Assess {
  if (strays.length === 0) return assess;
  return (changes) => {
    const plain = assess(changes);
    const standIns = strays.map((stray) => standIn(stray, changes, staged));
    const held = standIns.filter((change) => change !== undefined);
    const all = assess([...changes, ...held]);
    if (held.length < strays.length || isOther(all, plain)) {
      const read = strays.find((_, place) => {
        const change = standIns[place];
        return change === undefined || isOther(assess([...changes, change]), plain);
      });
      throw new InputError((read ?? strays[0])?.why ?? "");
    }
    const paths = new Set(held.map(({ path }) => path));
    const outOfScope = all.outOfScope.filter((path) => !paths.has(path));
    return {
      ...all,
      outOfScope: [...outOfScope, ...strays.map(({ path }) => path)],
      flags: [...new Set([...all.flags, "out_of_scope"])],
    };
  };
}

/** A file that no reader can make sense of, where the stray lies; undefined where even that has no name. */
function standIn({ path }: StrayFile, changes: readonly FileChange[], staged: Tree): FileChange | undefined {
  const held = path.replaceAll(/[\\\0\ufffd]/g, "_");
  if (!RepositoryPath.safeParse(held).success) return undefined;
  const isTaken =
    held !== path && (staged.file(held) ?? changes.find((change) => change.path === held)) !== undefined;
  if (isTaken) return undefined;
  const change = staged.file(held) === undefined ? "added" : "modified";
  return { change, path: held, mode: "100644", content: { text: "\u0001: [{ \u0001\n" } };
}

/** Whether two states differ in more than the mere fact of a change: something read what they differ in. */
function isOther(left: Assessment, right: Assessment): boolean {
  const readings = ({ readouts, completion, flags }: Assessment): unknown => [
    readouts,
    completion,
    flags.filter((flag) => flag !== "out_of_scope"),
  ];
  return !isDeepStrictEqual(readings(left), readings(right));
}
