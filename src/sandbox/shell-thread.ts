import { Worker } from "node:worker_threads";
import type { BaseIndex } from "./base-index.js";
import { FromWorker, type ToWorker } from "./worker-messages.js";

/** How many bases a worker keeps; the one used longest ago makes room. */
const basesKept = 12;

export interface ThreadEvents {
  /** The worker began the command it was given; its time counts from here. */
  started(): void;
  done(result: Extract<FromWorker, { kind: "done" }>): void;
  /** The worker is gone or sends nonsense. `ready` tells whether it ever came up. */
  lost(reason: { readonly ready: boolean; readonly outOfMemory: boolean; readonly message: string }): void;
}

/** One worker thread: knows which bases it holds, and runs one command at a time. */
export class ShellThread {
  readonly #worker: Worker;
  readonly #keys: number[] = [];
  #events: ThreadEvents | undefined;
  #job = 0;
  #ready = false;
  #fault: { readonly message: string; readonly outOfMemory: boolean } | undefined;
  #ended = false;

  constructor(file: URL, memoryMegabytes: number) {
    this.#worker = new Worker(file, {
      argv: [],
      execArgv: [],
      env: {},
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMegabytes,
        maxYoungGenerationSizeMb: 48,
        stackSizeMb: 4,
      },
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on("message", (message: unknown) => this.#receive(message));
    this.#worker.on("messageerror", (error) => this.#lose(error.message, false));
    // Errors travel on a port of their own and may overtake messages sent before them. By `exit` both ports
    // have been read to their ends, so what became of the command is judged there.
    this.#worker.on("error", (error: unknown) => {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      this.#fault = { message: String(error), outOfMemory: code === "ERR_WORKER_OUT_OF_MEMORY" };
    });
    this.#worker.on("exit", () =>
      this.#lose(this.#fault?.message ?? "the worker ended", this.#fault?.outOfMemory ?? false),
    );
    this.#worker.unref();
  }

  get isIdle(): boolean {
    return this.#events === undefined && this.#fault === undefined && !this.#ended;
  }

  /** The worker died between two commands, with nobody there to be told. */
  get isGone(): boolean {
    return this.#events === undefined && (this.#fault !== undefined || this.#ended);
  }

  run(
    key: number,
    base: BaseIndex,
    command: Omit<Extract<ToWorker, { kind: "run" }>, "kind" | "job" | "key">,
    events: ThreadEvents,
  ): void {
    this.#events = events;
    this.#job += 1;
    this.#worker.ref();
    this.#hold(key, base);
    this.#post({ kind: "run", job: this.#job, key, ...command });
  }

  /** Ends the thread at once, whatever it does. No event follows. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#events = undefined;
    await this.#worker.terminate();
  }

  #hold(key: number, base: BaseIndex): void {
    const place = this.#keys.indexOf(key);
    if (place !== -1) this.#keys.splice(place, 1);
    else this.#post({ kind: "base", key, staged: base.staged, lab: base.lab });
    this.#keys.push(key);
    const oldest = this.#keys.length > basesKept ? this.#keys.shift() : undefined;
    if (oldest !== undefined) this.#post({ kind: "forget", key: oldest });
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(value: unknown): void {
    const message = FromWorker.safeParse(value);
    if (!message.success) {
      this.#lose(`a malformed message: ${message.error.message}`, false);
    } else if (message.data.kind === "ready") {
      this.#ready = true;
    } else if (message.data.job === this.#job && this.#events !== undefined) {
      if (message.data.kind === "started") this.#events.started();
      else this.#finish(message.data, this.#events);
    }
  }

  #finish(result: Extract<FromWorker, { kind: "done" }>, events: ThreadEvents): void {
    this.#events = undefined;
    this.#worker.unref();
    events.done(result);
  }

  #lose(message: string, outOfMemory: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    const events = this.#events;
    this.#events = undefined;
    void this.#worker.terminate();
    events?.lost({ ready: this.#ready, outOfMemory, message });
  }
}
