import type { MachineCommand } from "../machine-command.js";
import { dateCommand } from "./date.js";
import { differenceCommand } from "./difference.js";
import { fileCommands } from "./file-tools.js";
import { identityCommands } from "./identity.js";
import { jobCommands } from "./job-control.js";
import { listFolderCommand } from "./list-folder.js";
import { refusedCommands } from "./network.js";
import { patchCommand } from "./patch.js";
import { removeCommand } from "./remove-files.js";
import { statCommand } from "./show-status.js";
import { systemCommands } from "./system.js";
import { diskUsageCommand } from "./disk-usage.js";

/** The programs of a machine that are neither the shell's own nor git, python or rg. */
export function createMachinePrograms(): readonly MachineCommand[] {
  return [
    dateCommand,
    differenceCommand,
    diskUsageCommand,
    listFolderCommand,
    patchCommand,
    removeCommand,
    statCommand,
    ...fileCommands,
    ...identityCommands,
    ...jobCommands,
    ...refusedCommands,
    ...systemCommands,
  ];
}
