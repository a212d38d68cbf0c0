import type { Command, ResolvedCommandContext } from "just-bash";
import { bytesOutput, latin1FromBytes, textOutput, unsafeBytesFromLatin1 } from "just-bash";
import type { MachineCommand } from "../machine-command.js";
import type { Overlay } from "../overlay.js";
import { formatWithZone, type MachineClock } from "./machine-clock.js";
import { asBuffer } from "./text-encoding.js";

/** A command of ours as the shell's. */
export function adaptCommand(command: MachineCommand, overlay: Overlay, clock: MachineClock): Command {
  return {
    name: command.name,
    async execute(argv, context) {
      const { facts } = overlay.base.staged;
      const result = await command.run(argv, {
        files: overlay,
        facts: { ...facts, now: formatWithZone(clock.read(), clock.offsetMs) },
        cwd: context.cwd,
        stdin: new Uint8Array(Buffer.from(latin1FromBytes(context.stdin), "latin1")),
        env: exported(context),
      });
      const output =
        typeof result.stdout === "string"
          ? textOutput(result.stdout)
          : bytesOutput(unsafeBytesFromLatin1(asBuffer(result.stdout).toString("latin1")));
      return { ...output, stderr: result.stderr, exitCode: result.exitCode };
    },
  };
}

function exported(context: ResolvedCommandContext): ReadonlyMap<string, string> {
  return context.exportedEnv === undefined ? context.env : new Map(Object.entries(context.exportedEnv));
}
