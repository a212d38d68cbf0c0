import { parentPort } from "node:worker_threads";

parentPort.on("message", (message) => {
  if (message.kind === "run") throw new Error("broken");
});
parentPort.postMessage({ kind: "ready" });
