import { lockRun } from "../../../dist/trace/lock-run.js";

// Takes the lock of the folder it is told, holds it, and gives it back when told so.
let unlock = () => undefined;
process.on("message", (message) => {
  if (message === "release") {
    unlock();
    unlock = () => undefined;
    process.send("released");
    return;
  }
  try {
    unlock = lockRun({ folder: message, lock: `${message}/lock` });
    process.send("taken");
  } catch (error) {
    process.send(error.message);
  }
});
