import { availableParallelism } from "node:os";
import type { BaseIndex } from "./base-index.js";
import type { OverlayDelta } from "./overlay-entry.js";
import type { CommandResult } from "./sandbox.js";
import { ShellThread } from "./shell-thread.js";

interface PoolRequest {
  readonly base: BaseIndex;
  readonly delta: OverlayDelta;
  readonly command: string;
  /** Wall-clock time that the command may take; waiting for a worker does not count. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

interface PoolResult extends CommandResult {
  /** What the machine holds now; the delta of the request where the command was ended from outside. */
  readonly delta: OverlayDelta;
}

/** Runs command lines in worker threads. */
export interface WorkerPool {
  /** Rejects with the signal's reason once it is aborted, and with an `Error` where no worker can start. */
  run(request: PoolRequest): Promise<PoolResult>;
  /** Ends every worker; commands that wait or run reject. */
  close(): Promise<void>;
}

export interface PoolOptions {
  /** The built worker: `shell-worker.js`. */
  readonly worker: URL;
  /** Workers in ordinary times; the number of cores, at most 4, by default. */
  readonly size?: number;
  /** Workers at most, when all have been busy with one command for a second. */
  readonly largest?: number;
  /** Heap of one worker. */
  readonly memoryMegabytes?: number;
}

interface Job {
  readonly request: PoolRequest;
  readonly settle: (result: PoolResult) => void;
  readonly fail: (reason: Error) => void;
  thread: ShellThread | undefined;
  timer: NodeJS.Timeout | undefined;
  startedAt: number | undefined;
  /** A worker died with it before it began. */
  wasLost: boolean;
}

const patienceMs = 1000;

/** Makes a pool. Workers start when first needed and do not keep the process alive while idle. */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  return new ThreadPool(options);
}

class ThreadPool implements WorkerPool {
  readonly #options: Required<PoolOptions>;
  readonly #keys = new WeakMap<BaseIndex, number>();
  readonly #waiting: Job[] = [];
  readonly #running = new Set<Job>();
  readonly #threads = new Set<ShellThread>();
  #nextKey = 1;
  #patience: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PoolOptions) {
    const size = options.size ?? Math.min(4, availableParallelism());
    this.#options = { size, largest: Math.max(size, 12), memoryMegabytes: 512, ...options };
  }

  run(request: PoolRequest): Promise<PoolResult> {
    return new Promise((resolve, reject) => {
      const abort = (): void => this.#abandon(job, abortReason(request.signal));
      const job: Job = {
        request,
        settle: (result) => {
          request.signal.removeEventListener("abort", abort);
          resolve(result);
        },
        fail: (reason) => {
          request.signal.removeEventListener("abort", abort);
          reject(reason);
        },
        thread: undefined,
        timer: undefined,
        startedAt: undefined,
        wasLost: false,
      };
      request.signal.addEventListener("abort", abort);
      if (this.#closed) job.fail(new Error("The worker pool is closed"));
      else if (request.signal.aborted) abort();
      else this.#waiting.push(job);
      this.#pump();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#patience);
    for (const job of [...this.#waiting, ...this.#running])
      this.#abandon(job, new Error("The worker pool is closed"));
    const threads = [...this.#threads];
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.end()));
  }

  /** Gives waiting commands, in the order in which they came, to workers. */
  #pump(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#idleThread();
      const job = thread === undefined ? undefined : this.#waiting.shift();
      if (thread === undefined || job === undefined) {
        this.#waitForThread();
        return;
      }
      this.#start(job, thread);
    }
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #idleThread(): ShellThread | undefined {
    for (const thread of this.#threads) {
      if (thread.isIdle) return thread;
      if (thread.isGone) this.#threads.delete(thread);
    }
    return this.#threads.size < this.#options.size ? this.#addThread() : undefined;
  }

  #addThread(): ShellThread {
    const thread = new ShellThread(this.#options.worker, this.#options.memoryMegabytes);
    this.#threads.add(thread);
    return thread;
  }

  /** Adds a worker once every worker has been busy with one command for longer than the patience. */
  #waitForThread(): void {
    if (this.#patience !== undefined || this.#threads.size >= this.#options.largest) return;
    this.#patience = setTimeout(() => {
      this.#patience = undefined;
      const limit = Date.now() - patienceMs;
      const stuck = [...this.#running].every((job) => job.startedAt !== undefined && job.startedAt <= limit);
      if (stuck && this.#waiting.length > 0) this.#addThread();
      this.#pump();
    }, patienceMs);
    this.#patience.unref();
  }

  #start(job: Job, thread: ShellThread): void {
    const { base, delta, command, timeoutMs } = job.request;
    job.thread = thread;
    this.#running.add(job);
    thread.run(
      this.#keyOf(base),
      base,
      { delta, command },
      {
        started: () => {
          job.startedAt = Date.now();
          job.timer = setTimeout(() => this.#stop(job, ended(124, timeoutText(timeoutMs), delta)), timeoutMs);
        },
        done: ({ stdout, stderr, exitCode, delta: after }) => {
          this.#leave(job);
          job.settle({ stdout, stderr, exitCode, delta: after });
          this.#dismissSurplus(thread);
          this.#pump();
        },
        lost: ({ ready, outOfMemory, message }) => {
          this.#leave(job);
          this.#threads.delete(thread);
          if (job.startedAt === undefined && !job.wasLost) this.#requeue(job);
          else if (!ready) job.fail(new Error(`The shell's worker could not start: ${message}`));
          else
            job.settle(
              outOfMemory ? ended(137, "Killed\n", delta) : ended(134, "Aborted (core dumped)\n", delta),
            );
          this.#pump();
        },
      },
    );
  }

  /** A command that never began did nothing: another worker runs it, before those that came later. */
  #requeue(job: Job): void {
    job.wasLost = true;
    job.thread = undefined;
    this.#waiting.unshift(job);
  }

  #keyOf(base: BaseIndex): number {
    const known = this.#keys.get(base);
    if (known !== undefined) return known;
    this.#keys.set(base, this.#nextKey);
    this.#nextKey += 1;
    return this.#nextKey - 1;
  }

  #leave(job: Job): void {
    clearTimeout(job.timer);
    this.#running.delete(job);
  }

  /** Ends a running command together with its worker. */
  #stop(job: Job, result: PoolResult): void {
    this.#endThread(job);
    job.settle(result);
    this.#pump();
  }

  #abandon(job: Job, reason: Error): void {
    const place = this.#waiting.indexOf(job);
    if (place !== -1) this.#waiting.splice(place, 1);
    this.#endThread(job);
    job.fail(reason);
    if (!this.#closed) this.#pump();
  }

  #endThread(job: Job): void {
    this.#leave(job);
    if (job.thread === undefined) return;
    this.#threads.delete(job.thread);
    void job.thread.end();
  }

  #dismissSurplus(thread: ShellThread): void {
    if (this.#threads.size <= this.#options.size || this.#waiting.length > 0) return;
    this.#threads.delete(thread);
    void thread.end();
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason));
}

function timeoutText(timeoutMs: number): string {
  return `timeout: command still running after ${timeoutMs / 1000} s\nTerminated\n`;
}

function ended(exitCode: number, stderr: string, delta: OverlayDelta): PoolResult {
  return { stdout: "", stderr, exitCode, delta };
}
