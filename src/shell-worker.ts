import { parentPort } from "node:worker_threads";
import { z } from "zod";
import { type LabMachineCommand, labCommands } from "./lab/lab-command.js";
import { CommandFile } from "./schema/command.js";
import { Identifier, SurfaceId } from "./schema/common.js";
import { Surface } from "./schema/environment.js";
import { Composition } from "./schema/readout.js";
import type { BaseIndex } from "./sandbox/base-index.js";
import { createMachinePrograms } from "./sandbox/commands/machine-programs.js";
import { createGitCommand } from "./sandbox/git/git-command.js";
import { createPythonCommands } from "./sandbox/python/python-command.js";
import { createRipgrepCommand } from "./sandbox/ripgrep/ripgrep-command.js";
import { serveShell } from "./sandbox/serve-shell.js";
import { MachineClock } from "./sandbox/shell/machine-clock.js";
import { createMachineDate } from "./sandbox/shell/machine-date.js";
import { createShellHost } from "./sandbox/shell/shell-host.js";

/** Runs the command lines of machines in a thread of their own: the composition root of a worker. */

const LabData = z.strictObject({
  files: z.array(CommandFile),
  setting: z.strictObject({
    compose: z.record(Identifier, Composition),
    surfaces: z.record(SurfaceId, Surface),
    facts: z.strictObject({ lab: z.string(), user: z.string(), now: z.string(), home: z.string() }),
  }),
});

function labPrograms(base: BaseIndex): readonly LabMachineCommand[] {
  if (base.lab.names.length === 0) return [];
  const { files, setting } = LabData.parse(base.lab.data);
  return labCommands(files, setting);
}

if (parentPort === null) throw new Error("shell-worker.js runs as a worker thread only");
const clock = new MachineClock();
globalThis.Date = createMachineDate(Date, clock);
const shared = [
  ...createMachinePrograms(),
  ...createPythonCommands(),
  createRipgrepCommand(),
  createGitCommand(),
];
serveShell(parentPort, createShellHost({ clock, commands: (base) => [...shared, ...labPrograms(base)] }));
