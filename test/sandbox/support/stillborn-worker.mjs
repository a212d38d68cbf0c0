import { parentPort } from "node:worker_threads";

// Comes up and fails at once: the error may reach the pool before the message that the worker is ready.
parentPort.postMessage({ kind: "ready" });
throw new Error("broken");
