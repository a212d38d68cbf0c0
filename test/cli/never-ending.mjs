import { listenForInterruption } from "../../dist/cli/interruption.js";

// Work that goes on whatever is asked of it.
const terminal = { err: () => undefined };
const { drain, park } = listenForInterruption(terminal, () => 1);
drain.addEventListener("abort", () => process.send("drain"));
park.addEventListener("abort", () => process.send("park"));
setInterval(() => undefined, 1000);
process.send("listening");
