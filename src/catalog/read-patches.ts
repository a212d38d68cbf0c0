import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { quoteValue } from "./problem.js";
import type { Problem } from "./problem.js";
import { readOwnText } from "./read-folder.js";

const patchKinds = ["oracle", "alternative", "opposite", "partial", "softened"] as const;
export type PatchKind = (typeof patchKinds)[number];

/** A worked answer to a task. `name` is the file's name without `.patch`. */
export interface TaskPatch {
  readonly name: string;
  readonly kind: PatchKind;
  readonly text: string;
}

/** The patches of a task's folder in name order, what is wrong with them, and the proofs that are not there. */
export interface PatchFolder {
  readonly patches: readonly TaskPatch[];
  readonly problems: readonly Problem[];
  readonly missing: readonly Problem[];
}

/** An oracle and an opposite must be there. */
export function readPatches(folder: string, label: string): PatchFolder {
  const patches: TaskPatch[] = [];
  const problems: Problem[] = [];
  const place = join(folder, "patches");
  const names =
    statSync(place, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(place).toSorted() : [];
  for (const name of names) {
    const kind = patchKindOf(name);
    const text = readOwnText(folder, `patches/${name}`, label);
    if (kind === undefined) {
      const message = `expected oracle.patch, opposite.patch, alternative-*, partial-* or softened-*.patch, got ${quoteValue(name)}`;
      problems.push({ file: `${label}/patches/${name}`, field: "", message });
    } else if (text.ok) patches.push({ name: name.slice(0, -".patch".length), kind, text: text.value });
    else problems.push(...text.problems);
  }
  const missing = ["oracle.patch", "opposite.patch"]
    .filter((required) => !names.includes(required))
    .map((required) => ({
      file: `${label}/patches/${required}`,
      field: "",
      message: "missing, expected a patch that proves the scoring",
    }));
  return { patches, problems, missing };
}

/** What a patch's file name says that it proves; undefined for any other name. */
export function patchKindOf(fileName: string): PatchKind | undefined {
  const [, kind, variant] = /^(\w+)(-[a-z0-9][a-z0-9-]*)?\.patch$/.exec(fileName) ?? [];
  const found = patchKinds.find((candidate) => candidate === kind);
  const single = found === "oracle" || found === "opposite";
  return single === (variant === undefined) ? found : undefined;
}
