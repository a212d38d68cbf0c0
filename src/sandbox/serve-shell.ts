import type { MessagePort } from "node:worker_threads";
import { type BaseIndex, createBaseIndex } from "./base-index.js";
import type { ShellHost } from "./shell/shell-host.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

/** Answers the pool's messages on a worker's port, one command at a time. */
export function serveShell(port: MessagePort, host: ShellHost): void {
  const bases = new Map<number, BaseIndex>();
  const post = (message: FromWorker): void => port.postMessage(message);
  const run = async (message: Extract<ToWorker, { kind: "run" }>): Promise<void> => {
    const base = bases.get(message.key);
    if (base === undefined) throw new Error(`The worker was never told of base ${message.key}`);
    post({ kind: "started", job: message.job });
    const { stdout, stderr, exitCode, delta } = await host.execute({
      base,
      delta: message.delta,
      command: message.command,
    });
    post({
      kind: "done",
      job: message.job,
      stdout,
      stderr,
      exitCode,
      delta: { ...delta, edits: [...delta.edits] },
    });
  };
  // The pool is the only one that writes to this port.
  port.on("message", (message: ToWorker) => {
    if (message.kind === "base") bases.set(message.key, createBaseIndex(message.staged, message.lab));
    else if (message.kind === "forget") bases.delete(message.key);
    else void run(message);
  });
  post({ kind: "ready" });
}
