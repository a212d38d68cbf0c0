import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { InputError } from "../schema/input-error.js";
import { namingFailures } from "./file-failure.js";

/** What is locked, and the file that says so. */
interface Lockable {
  readonly folder: string;
  readonly lock: string;
}

/** Takes the run for this process; the returned function gives it back. A lock whose process is gone is taken over. */
export function lockRun(run: Lockable): () => void {
  const own = `${process.pid} ${startOf(process.pid) ?? ""}`;
  const owner = namingFailures(run.lock, () => takeLock(run.lock, own));
  if (owner !== null) throw new InputError(`${run.folder}: process ${owner} is working on this run`);
  return () => {
    if (readLock(run.lock) === own) rmSync(run.lock, { force: true });
  };
}

/**
 * Takes a lock; the process that holds it where one does. The file appears with its whole content or not at all, so that
 * nobody reads half a lock. A stale one is replaced only under a lock of its own, and only if it is still the same:
 * otherwise two that found it stale might each replace the other's.
 */
function takeLock(lock: string, own: string): number | null {
  const draft = `${lock}.${randomUUID()}`;
  try {
    writeFileSync(draft, own, { flush: true });
    for (;;) {
      if (place(draft, lock)) return null;
      const found = readLock(lock);
      if (found === null) continue;
      const owner = ownerOf(lock, found);
      if (owner !== null) return owner;
      const takeover = `${lock}.takeover`;
      const other = takeLock(takeover, own);
      if (other !== null) return other;
      try {
        if (readLock(lock) !== found) continue;
        renameSync(draft, lock);
        return null;
      } finally {
        rmSync(takeover, { force: true });
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What file systems without second names answer; there a lock may be read before it is whole, and is refused. */
const unlinkable: readonly unknown[] = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** Whether the file was put in a place; not where there is one already. */
function place(from: string, to: string, put: (from: string, to: string) => void = linkSync): boolean {
  try {
    put(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (put === linkSync && unlinkable.includes(codeOf(error))) return place(from, to, copyAnew);
    throw error;
  }
}

function copyAnew(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
}

/** What a lock says; null where there is none. */
function readLock(lock: string): string | null {
  try {
    return readFileSync(lock, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** The living process that a lock names; null where it is gone. Throws `InputError` for a lock that names none. */
function ownerOf(lock: string, content: string): number | null {
  const [owner = 0, start = 0] = content.split(" ").map(Number);
  if (!Number.isSafeInteger(owner) || owner <= 0)
    throw new InputError(`${lock}: expected the process that works on the run; remove it if none does`);
  return isAlive(owner, start) ? owner : null;
}

/** Whether the process that wrote a lock still runs: not one that was killed and not reaped, nor another with its number. */
function isAlive(owner: number, start: number): boolean {
  if (owner === process.pid) return false;
  try {
    process.kill(owner, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    if (codeOf(error) !== "EPERM") return false;
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

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
