import { getEnvironmentData, parentPort } from "node:worker_threads";

// The first so many workers die at a command's coming, before they begin it; those after them answer.
const lives = new Int32Array(getEnvironmentData("hapless"));
parentPort.on("message", (message) => {
  if (message.kind !== "run") return;
  if (Atomics.sub(lives, 0, 1) > 0) throw new Error("of our making");
  parentPort.postMessage({ kind: "started", job: message.job });
  const delta = message.delta;
  parentPort.postMessage({
    kind: "done",
    job: message.job,
    stdout: "answered\n",
    stderr: "",
    exitCode: 0,
    delta,
  });
});
parentPort.postMessage({ kind: "ready" });
