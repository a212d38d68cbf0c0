import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "../schema/input-error.js";
import { namingFailures } from "./file-failure.js";
import type { RunFolder } from "./run-folder.js";

/** Takes the run for this process; the returned function gives it back. A lock whose process is gone is taken over. */
export function lockRun(run: RunFolder): () => void {
  namingFailures(run.lock, () => {
    for (;;) {
      try {
        writeFileSync(run.lock, `${process.pid} ${startOf(process.pid) ?? ""}`, { flag: "wx" });
        return;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
        const [owner = 0, start = 0] = readFileSync(run.lock, "utf8").split(" ").map(Number);
        if (isAlive(owner, start))
          throw new InputError(`${run.folder}: process ${owner} is working on this run`);
        rmSync(run.lock, { force: true });
      }
    }
  });
  return () => rmSync(run.lock, { force: true });
}

/** Whether the process that wrote a lock still runs: not one that was killed and not reaped, nor another with its number. */
function isAlive(owner: number, start: number): boolean {
  if (!Number.isInteger(owner) || owner <= 0 || owner === process.pid) return false;
  try {
    process.kill(owner, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const started = startOf(owner);
  return started === undefined || started === start;
}

/** When a process started, in ticks since boot; 0 for one that has ended; undefined where the system does not tell. */
function startOf(owner: number): number | undefined {
  try {
    const [state = "", ...fields] = readFileSync(`/proc/${owner}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return state === "Z" || state === "X" ? 0 : Number(fields[18]);
  } catch {
    return undefined;
  }
}
