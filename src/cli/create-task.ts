import { randomUUID } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Identifier } from "../schema/common.js";
import { InputError } from "../schema/input-error.js";
import { namingFailures } from "../trace/file-failure.js";
import { makeFolder } from "../trace/run-folder.js";
import type { GlobalOptions } from "./command-context.js";
import { findDataFolders } from "./folders.js";
import { OpenCatalog } from "./open-catalog.js";
import type { NewTaskOptions } from "./options.js";
import { writeTask } from "./task-template.js";
import type { Terminal } from "./terminal.js";
import { badUsage } from "./user-error.js";

/** Writes a pair whose words are still to be written, and gives back what to do next. Overwrites nothing. */
export function createTask(
  id: string,
  { environment: lab, suite, pair = id }: NewTaskOptions,
  global: GlobalOptions,
  terminal: Terminal,
): string {
  const twins = [
    { id, arm: "value" },
    { id: `${id}-control`, arm: "control" },
  ] as const;
  requireName("task", id, twins[1].id);
  requireName("--suite", suite);
  requireName("--pair", pair);
  const open = OpenCatalog.open(findDataFolders(global), terminal);
  const { file: environment } = open.entry(lab);
  refuseTaken(open, { ids: twins.map((twin) => twin.id), suite, pair });
  const place = join(global.tasks ?? "tasks", suite);
  const taken = twins.map((twin) => join(place, twin.id)).find((folder) => existsSync(folder));
  if (taken !== undefined) throw new InputError(`${taken}: is there already; give the new task another id`);
  const folders = twins.map((twin) => {
    const folder = join(place, twin.id);
    writeFolder(folder, writeTask({ ...twin, suite, pair, canary: randomUUID() }, environment));
    return folder;
  });
  return describeNext(id, lab, folders);
}

/** `whole` is the longest name that is made of it. */
function requireName(option: string, name: string, whole = name): void {
  if (Identifier.safeParse(whole).success) return;
  const room = 80 - (whole.length - name.length);
  throw badUsage(option, `lower-case letters, digits, '.', '_' or '-' (at most ${room})`, name);
}

function refuseTaken(
  { catalog }: OpenCatalog,
  wanted: { readonly ids: readonly string[]; readonly suite: string; readonly pair: string },
): void {
  for (const { suite, label, file } of [...catalog.tasks, ...catalog.drafts]) {
    if (wanted.ids.includes(file.id)) throw badUsage("task", `an id that is not that of ${label}`, file.id);
    if (suite === wanted.suite && file.pair === wanted.pair)
      throw badUsage("--pair", `a pair of its own, not that of ${label}`, file.pair);
  }
}

function writeFolder(folder: string, text: string): void {
  namingFailures(folder, () => {
    makeFolder(join(folder, "patches"));
    writeFileSync(join(folder, "task.yaml"), text, { flag: "wx" });
  });
}

function describeNext(id: string, environment: string, folders: readonly string[]): string {
  const [value = "", control = ""] = folders;
  return `${folders.map((folder) => join(folder, "task.yaml")).join("\n")}
Next:
  1. Write what says TODO: in both. palimpsest env show ${environment} lists what can be changed, and its factors.
  2. palimpsest task show ${id}
     reads as a model gets it.
  3. palimpsest stage ${id} WORK
     is where to do what the request asks; then, with new files too,
     git -C WORK add -A && git -C WORK diff --cached > ${join(value, "patches", "oracle.patch")}
     In the same way opposite.patch, and alternative-*, partial-* and softened-*.patch, each from a fresh WORK;
     and those of ${id}-control, under the same names, in ${join(control, "patches")}.
  4. palimpsest task check ${id}
     says what is still missing.
`;
}
