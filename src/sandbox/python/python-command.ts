import { pip } from "../commands/network.js";
import { asBuffer } from "../shell/text-encoding.js";
import type { Machine, MachineCommand, MachineCommandResult } from "../machine-command.js";
import { settleOutput } from "./error-numbers.js";
import { PythonRuntime } from "./python-runtime.js";
import { pythonVersion } from "./startup-script.js";

/** `python3` and `python`: CPython on the machine's files. The interpreter is compiled on first use. */
export function createPythonCommands(): readonly MachineCommand[] {
  let runtime: PythonRuntime | undefined;
  const run = async (argv: readonly string[], machine: Machine): Promise<MachineCommandResult> => {
    if (argv[0] === "-VV") return { stdout: `Python ${pythonVersion}\n`, stderr: "", exitCode: 0 };
    if (argv[0] === "-m" && argv[1] === "pip") return pip(argv.slice(2));
    runtime ??= new PythonRuntime();
    const ended = await runtime.run(withoutIsolation(argv), machine);
    return {
      stdout: settleBytes(ended.stdout),
      stderr: settleOutput(asBuffer(ended.stderr).toString()),
      exitCode: ended.exitCode,
    };
  };
  return ["python3", "python"].map((name) => ({ name, run }));
}

/** The arguments without the flags that would keep the interpreter from finding its library. */
function withoutIsolation(argv: readonly string[]): readonly string[] {
  const first = argv.findIndex((argument) => !/^-[A-Za-z]+$/.test(argument) || /^-[cmWX]$/.test(argument));
  const count = first === -1 ? argv.length : first;
  const flags = argv.slice(0, count).map((flag) => flag.replace(/[EIS]/g, ""));
  return [...flags.filter((flag) => flag !== "-"), ...argv.slice(count)];
}

/** Output with Linux's wording, byte for byte where it needs none. */
function settleBytes(bytes: Uint8Array): Uint8Array {
  const buffer = asBuffer(bytes);
  if (!buffer.includes("[Errno ") && !buffer.includes("/tmp/stdlib/")) return bytes.slice();
  return new Uint8Array(Buffer.from(settleOutput(buffer.toString("latin1")), "latin1"));
}
