import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Machine } from "../machine-command.js";
import type { CreateInterpreter, InterpreterModule } from "./emscripten.js";
import { OverlayMount } from "./overlay-mount.js";
import { refuseNetwork } from "./refuse-network.js";
import { startupFolder, startupScript } from "./startup-script.js";

/** What a program printed, as bytes, and how it ended. */
export interface PythonRun {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly exitCode: number;
}

const outputLimit = 4 * 1024 * 1024;
const mountedFolders = [
  "/boot",
  "/etc",
  "/home",
  "/media",
  "/mnt",
  "/opt",
  "/root",
  "/run",
  "/srv",
  "/tmp",
  "/var",
];
const program = "/usr/bin/python3";

/** CPython, compiled once; every run gets a fresh interpreter that sees the machine's files. */
export class PythonRuntime {
  readonly #create: CreateInterpreter;
  readonly #module: WebAssembly.Module;
  readonly #library: Uint8Array;

  constructor() {
    const require = createRequire(import.meta.url);
    const folder = join(dirname(require.resolve("just-bash")), "../../vendor/cpython-emscripten");
    // The vendor's loader has no types; it is a function that takes options and makes an interpreter.
    this.#create = require(join(folder, "python.cjs")) as CreateInterpreter;
    this.#module = new WebAssembly.Module(readFileSync(join(folder, "python.wasm")));
    this.#library = new Uint8Array(readFileSync(join(folder, "python313.zip")));
  }

  async run(argv: readonly string[], machine: Machine): Promise<PythonRun> {
    const output = new ByteSink();
    const errors = new ByteSink();
    const interpreter = await this.#create({
      noInitialRun: true,
      thisProgram: program,
      instantiateWasm: (imports, done) => {
        const instance = new WebAssembly.Instance(this.#module, refuseNetwork(imports));
        done(instance, this.#module);
        return instance.exports;
      },
      preRun: [(module) => this.#prepare(module, machine, output, errors)],
      print: (line) => output.text(`${line}\n`),
      printErr: (line) => errors.text(`${line}\n`),
    });
    const exitCode = callMain(interpreter, argv, errors);
    return { stdout: output.bytes(), stderr: errors.bytes(), exitCode };
  }

  #prepare(module: InterpreterModule, machine: Machine, output: ByteSink, errors: ByteSink): void {
    const { FS: system, ENV: environment } = module;
    let position = 0;
    const readByte = (): number | null => machine.stdin[position++] ?? null;
    system.init(readByte, output.byte, errors.byte);
    const homeTop = `/${machine.facts.home.split("/")[1] ?? "home"}`;
    for (const path of new Set([...mountedFolders, homeTop])) this.#mount(module, machine, path);
    system.mkdirTree(startupFolder);
    system.mkdirTree("/usr/bin");
    system.writeFile(program, "");
    system.chmod(program, 0o755);
    // A zip file in the place of the library's folder: paths in tracebacks read as they do on Linux.
    system.createDataFile("/usr/lib", "python3.13", this.#library, true, false, true);
    const pythonPath = machine.env.get("PYTHONPATH");
    system.writeFile(`${startupFolder}/sitecustomize.py`, startupScript(machine.facts, pythonPath));
    for (const name of Object.keys(environment)) environment[name] = "";
    Object.assign(environment, Object.fromEntries(machine.env), {
      PYTHONHOME: "/usr",
      PYTHONPATH: pythonPath === undefined ? startupFolder : `${startupFolder}:${pythonPath}`,
      PYTHONPLATLIBDIR: "lib",
    });
    system.chdir(machine.cwd);
  }

  #mount(module: InterpreterModule, machine: Machine, path: string): void {
    if (machine.files.stat(path)?.kind !== "directory") return;
    module.FS.mkdirTree(path);
    const mount = new OverlayMount(module.FS, machine.files, path);
    module.FS.mount({ mount: () => mount.mount() }, {}, path);
  }
}

/** Runs the program to its end. A crash of the interpreter reads as a crash of the program. */
function callMain(interpreter: InterpreterModule, argv: readonly string[], errors: ByteSink): number {
  try {
    return interpreter.callMain([...argv]);
  } catch (error) {
    if (error instanceof Error && "status" in error && typeof error.status === "number") return error.status;
    errors.text("Segmentation fault (core dumped)\n");
    return 139;
  } finally {
    process.exitCode = 0;
  }
}

/** Collects bytes up to a bound; what comes after it is dropped. */
class ByteSink {
  #bytes = new Uint8Array(4096);
  #length = 0;

  readonly byte = (byte: number | null): void => {
    if (byte === null || this.#length >= outputLimit) return;
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  };

  text(text: string): void {
    for (const byte of new TextEncoder().encode(text)) this.byte(byte);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
