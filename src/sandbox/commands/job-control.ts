import type { MachineCommand } from "../machine-command.js";
import { failed, printed } from "./answer.js";

/** What a shell keeps of processes and limits; a command line here leaves none behind. */
export const jobCommands: readonly MachineCommand[] = [
  { name: "jobs", run: () => printed("") },
  { name: "trap", run: () => printed("") },
  { name: "umask", run: (argv) => printed(argv.length === 0 ? "0022\n" : "") },
  { name: "ulimit", run: (argv) => printed(/^\d+$/.test(argv.at(-1) ?? "") ? "" : "unlimited\n") },
  { name: "kill", run: (argv) => kill(argv) },
];

function kill(argv: readonly string[]): ReturnType<MachineCommand["run"]> {
  const target = argv.findLast((argument) => !argument.startsWith("-"));
  if (target === undefined)
    return failed("kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l\n", 2);
  return failed(`bash: kill: (${target}) - No such process\n`);
}
