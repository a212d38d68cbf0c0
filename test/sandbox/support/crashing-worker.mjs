import { parentPort } from "node:worker_threads";

parentPort.on("message", (message) => {
  if (message.kind !== "run") return;
  parentPort.postMessage({ kind: "started", job: message.job });
  throw new Error("broken");
});
parentPort.postMessage({ kind: "ready" });
