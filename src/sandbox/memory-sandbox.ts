import { sortPaths } from "../diff/trees.js";
import type { FileChange } from "../schema/tree.js";
import type { BaseIndex } from "./base-index.js";
import { FileError } from "./file-error.js";
import { listChanges } from "./list-changes.js";
import { childPath, isWithin, parentPath, resolvePath } from "./machine-path.js";
import { Overlay } from "./overlay.js";
import { type CommandResult, type FileKind, type Sandbox, SandboxError } from "./sandbox.js";
import { searchCommand } from "./search-command.js";
import type { WorkerPool } from "./worker-pool.js";

const searchTimeoutMs = 60_000;

/** Opens a private machine on a shared base. Costs next to nothing until something is written. */
export function openSandbox(base: BaseIndex, pool: WorkerPool): Sandbox {
  return new MemorySandbox(base, pool);
}

interface Write {
  readonly path: string;
  readonly bytes: Uint8Array;
}

class MemorySandbox implements Sandbox {
  readonly #base: BaseIndex;
  readonly #pool: WorkerPool;
  #overlay: Overlay;
  #lastCommand: Promise<unknown> = Promise.resolve();
  /** Writes made while a command runs: they are made again on what it leaves. */
  #writes: Write[] | undefined;

  constructor(base: BaseIndex, pool: WorkerPool) {
    this.#base = base;
    this.#pool = pool;
    this.#overlay = new Overlay(base);
  }

  readFile(path: string): Uint8Array {
    return this.#try(path, (absolute) => this.#overlay.read(absolute));
  }

  writeFile(path: string, bytes: Uint8Array): void {
    this.#try(path, (absolute) => {
      write(this.#overlay, absolute, bytes);
      this.#writes?.push({ path: absolute, bytes });
    });
  }

  kind(path: string): FileKind | undefined {
    return this.#try(path, (absolute) => this.#overlay.stat(absolute)?.kind);
  }

  list(path: string): readonly string[] {
    return this.#try(path, (absolute) => {
      const real = this.#overlay.realPath(absolute);
      return sortPaths(filesBelow(this.#overlay, real, this.#base.staged.facts.home));
    });
  }

  bash(command: string, options: { timeoutMs: number; signal: AbortSignal }): Promise<CommandResult> {
    const result = this.#lastCommand.then(() => this.#run(command, options));
    this.#lastCommand = result.catch(() => undefined);
    return result;
  }

  search(
    query: { pattern: string; path?: string; glob?: string },
    signal: AbortSignal,
  ): Promise<CommandResult> {
    return this.bash(searchCommand(query), { timeoutMs: searchTimeoutMs, signal });
  }

  changes(): readonly FileChange[] {
    return listChanges(this.#base, this.#overlay.edits());
  }

  async #run(command: string, options: { timeoutMs: number; signal: AbortSignal }): Promise<CommandResult> {
    const writes: Write[] = [];
    this.#writes = writes;
    try {
      const delta = this.#overlay.delta();
      const result = await this.#pool.run({ base: this.#base, delta, command, ...options });
      if (result.delta !== delta) this.#overlay = replay(new Overlay(this.#base, result.delta), writes);
      return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode };
    } catch (error) {
      // What came back does not fit on the machine's disk: the command counts as never run.
      if (error instanceof FileError) return { stdout: "", stderr: "Killed\n", exitCode: 137 };
      throw error;
    } finally {
      this.#writes = undefined;
    }
  }

  /** Runs a file call; its failure reads `path: No such file or directory`. */
  #try<Result>(path: string, call: (absolute: string) => Result): Result {
    try {
      return call(resolvePath(this.#base.staged.facts.home, path));
    } catch (error) {
      if (error instanceof FileError) throw new SandboxError(`${path}: ${error.reason}`, { cause: error });
      throw error;
    }
  }
}

function replay(overlay: Overlay, writes: readonly Write[]): Overlay {
  for (const { path, bytes } of writes) write(overlay, path, bytes);
  return overlay;
}

function write(overlay: Overlay, path: string, bytes: Uint8Array): void {
  const real = overlay.realTarget(path, "open");
  overlay.makeDirectory(parentPath(real), { recursive: true });
  overlay.write(real, bytes);
}

/** Files and links below a real folder; relative to the repository where they lie in it. */
function filesBelow(overlay: Overlay, folder: string, home: string): string[] {
  if (isWithin(`${home}/.git`, folder)) return [];
  if (overlay.entry(folder)?.kind !== "directory")
    return [isWithin(home, folder) ? folder.slice(home.length + 1) : folder];
  return overlay.list(folder).flatMap((name) => filesBelow(overlay, childPath(folder, name), home));
}
