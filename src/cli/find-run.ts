import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../schema/input-error.js";
import { listRuns, openRunFolder, readManifest, type RunFolder } from "../trace/run-folder.js";
import type { RunManifest } from "../schema/run.js";

/** Where runs land when nothing else is said. */
export const tracesFolder = "traces";

/** A run by its folder, by its name below `traces/`, or `last`. Throws `InputError` when there is none. */
export function findRun(named: string): { readonly run: RunFolder; readonly manifest: RunManifest } {
  const folder = [named, join(tracesFolder, named)].find((path) => existsSync(join(path, "run.json")));
  const found = folder ?? (named === "last" ? newestRun() : undefined);
  if (found === undefined) {
    throw new InputError(
      `${named}: expected a run folder with a run.json, or a name from \`palimpsest traces list\``,
    );
  }
  const run = openRunFolder(found);
  return { run, manifest: readManifest(run) };
}

function newestRun(): string | undefined {
  return listRuns(tracesFolder).at(-1);
}
