import { Bash } from "just-bash";
import type { BaseIndex } from "../base-index.js";
import type { MachineCommand } from "../machine-command.js";
import { Overlay } from "../overlay.js";
import type { OverlayDelta } from "../overlay-entry.js";
import type { CommandResult } from "../sandbox.js";
import { adaptCommand } from "./adapt-command.js";
import type { MachineClock } from "./machine-clock.js";
import { wrapProgram } from "./wrap-program.js";
import { limitOutput } from "./limit-output.js";
import { rewordErrors, rewordOutput, rewordRedirects } from "./reword-errors.js";
import { shellEnvironment } from "./shell-environment.js";
import { findShellCallers, type ShellCallers } from "./shell-callers.js";
import { ShellFiles } from "./shell-files.js";
import { shellLimits } from "./shell-limits.js";
import { shellPrograms } from "../machine/program-names.js";

/** One command line and the machine it runs on. */
interface ShellRequest {
  readonly base: BaseIndex;
  readonly delta: OverlayDelta;
  readonly command: string;
}

/** What the command printed and what the machine holds after it. */
interface ShellResult extends CommandResult {
  readonly delta: OverlayDelta;
}

/** Runs command lines, each in a fresh shell in the repository root. Holds no state of any machine. */
export interface ShellHost {
  execute(request: ShellRequest): Promise<ShellResult>;
}

/** What the clock moves between two commands. */
const betweenCommandsMs = 4_000;

/**
 * A host for command lines. `commands` gives the programs of a machine beside the shell's own; they win over
 * the shell's. The boundary is the thread that this runs in: the shell gets no file, network or process of the host.
 */
export function createShellHost(options: {
  readonly commands: (base: BaseIndex) => readonly MachineCommand[];
  readonly clock: MachineClock;
}): ShellHost {
  const commandsOfBase = new WeakMap<BaseIndex, readonly MachineCommand[]>();
  const commandsFor = (base: BaseIndex): readonly MachineCommand[] => {
    const commands = commandsOfBase.get(base) ?? options.commands(base);
    commandsOfBase.set(base, commands);
    return commands;
  };
  let callers: Promise<ShellCallers> | undefined;
  return {
    async execute(request) {
      callers ??= findShellCallers();
      const overlay = new Overlay(request.base, request.delta);
      const { facts } = request.base.staged;
      options.clock.start(overlay.clockMs, facts.now);
      const commands = commandsFor(request.base);
      const own = new Set(commands.map((command) => command.name));
      const files = new ShellFiles(overlay, await callers);
      const bash = new Bash({
        fs: files,
        cwd: facts.home,
        env: shellEnvironment(facts),
        commands: [...shellPrograms],
        customCommands: [
          ...shellPrograms.filter((name) => !own.has(name)).map((name) => wrapProgram(name, overlay)),
          ...commands.map((command) => adaptCommand(command, overlay, options.clock)),
        ],
        executionLimits: shellLimits,
        defenseInDepth: false,
        processInfo: { pid: 28_917, ppid: 28_916, uid: 1000, gid: 1000 },
        sleep: async (milliseconds) => {
          await new Promise((resolve) => setTimeout(resolve, milliseconds));
          options.clock.advance(milliseconds);
        },
      });
      const result = await bash.exec(request.command, { rawScript: true });
      overlay.advanceClock(options.clock.passedMs + betweenCommandsMs);
      const stderr = rewordErrors(rewordRedirects(result.stderr, files.refusals));
      return {
        stdout: limitOutput(rewordOutput(result.stdout)),
        stderr: limitOutput(stderr),
        exitCode: settleExitCode(result.exitCode, stderr),
        delta: overlay.delta(),
      };
    },
  };
}

/** The shell ends with 126 when it runs into a bound of its own; a real one would have crashed or run out of memory. */
function settleExitCode(exitCode: number, stderr: string): number {
  if (exitCode !== 126) return exitCode;
  if (stderr.endsWith("Segmentation fault (core dumped)\n")) return 139;
  return /annot allocate/.test(stderr) ? 1 : exitCode;
}
