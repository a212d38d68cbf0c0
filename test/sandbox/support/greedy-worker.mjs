import { parentPort } from "node:worker_threads";

parentPort.on("message", (message) => {
  if (message.kind !== "run") return;
  parentPort.postMessage({ kind: "started", job: message.job });
  const kept = [];
  for (;;) kept.push(new Array(10_000).fill(kept.length));
});
parentPort.postMessage({ kind: "ready" });
