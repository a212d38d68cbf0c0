import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../schema/input-error.js";

/** The folder of the installed package. */
export const packageFolder = fileURLToPath(new URL("../..", import.meta.url));

/** Where environments and tasks are read: as told, else in the working folder, else those of the package. */
export interface DataFolders {
  readonly environments: string;
  readonly tasks: string;
}

/** Throws `InputError` for a folder that was told and is not there. */
export function findDataFolders(told: {
  environments?: string | undefined;
  tasks?: string | undefined;
}): DataFolders {
  const find = (name: "environments" | "tasks"): string => {
    const folder = told[name];
    if (folder === undefined) return existsSync(name) ? name : join(packageFolder, name);
    if (!existsSync(folder)) throw new InputError(`--${name}: expected a folder, there is no ${folder}`);
    return folder;
  };
  return { environments: find("environments"), tasks: find("tasks") };
}
