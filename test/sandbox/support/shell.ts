import { afterAll } from "vitest";
import type { BaseIndex } from "../../../src/sandbox/base-index.js";
import { openSandbox } from "../../../src/sandbox/memory-sandbox.js";
import type { CommandResult, Sandbox } from "../../../src/sandbox/sandbox.js";
import { createWorkerPool, type PoolOptions, type WorkerPool } from "../../../src/sandbox/worker-pool.js";
import { indexFiles } from "./staged-base.js";

const worker = new URL("../../../dist/shell-worker.js", import.meta.url);

/** A pool that is closed when the tests of the file end. */
export function testPool(options: Partial<PoolOptions> = {}): WorkerPool {
  const pool = createWorkerPool({ worker, size: 2, ...options });
  afterAll(() => pool.close());
  return pool;
}

export function freshSandbox(pool: WorkerPool, base: BaseIndex = indexFiles()): Sandbox {
  return openSandbox(base, pool);
}

export function bash(sandbox: Sandbox, command: string, timeoutMs = 30_000): Promise<CommandResult> {
  return sandbox.bash(command, { timeoutMs, signal: new AbortController().signal });
}
