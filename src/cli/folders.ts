import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the installed package. */
export const packageFolder = fileURLToPath(new URL("../..", import.meta.url));

/** Where environments and tasks are read: as told, else in the working folder, else those of the package. */
export interface DataFolders {
  readonly environments: string;
  readonly tasks: string;
}

export function findDataFolders(told: {
  environments?: string | undefined;
  tasks?: string | undefined;
}): DataFolders {
  const find = (name: "environments" | "tasks"): string =>
    told[name] ?? (existsSync(name) ? name : join(packageFolder, name));
  return { environments: find("environments"), tasks: find("tasks") };
}
