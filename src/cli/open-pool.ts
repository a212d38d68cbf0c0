import { createWorkerPool, type WorkerPool } from "../sandbox/worker-pool.js";

/** The shells of every trial. No worker starts before a command needs one. */
export function openPool(): WorkerPool {
  return createWorkerPool({ worker: new URL("../shell-worker.js", import.meta.url) });
}
