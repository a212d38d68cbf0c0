import { setMaxListeners } from "node:events";
import { exitCodes } from "./exit-codes.js";
import type { Terminal } from "./terminal.js";

/** Who sends SIGTERM sends SIGKILL some seconds later: containers after ten. */
const graceMs = 5_000;

/** What Ctrl-C asks for: first no new trials, then no waiting for those that run; a third time ends the process at once. */
export interface Interruption {
  readonly drain: AbortSignal;
  readonly park: AbortSignal;
  /** Gives the signals back to the process. */
  readonly release: () => void;
}

/** Listens for SIGINT and SIGTERM, which asks for the second step too once the time it leaves is used up. */
export function listenForInterruption(terminal: Terminal, runningTrials: () => number): Interruption {
  const drain = new AbortController();
  const park = new AbortController();
  // Every trial and request that runs listens for the end of all: as many as the user wants at the same time.
  setMaxListeners(0, drain.signal, park.signal);
  const parkAll = (): void => park.abort(new Error("parked"));
  let grace: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (park.signal.aborted) process.exit(exitCodes.interrupted);
    if (drain.signal.aborted) {
      parkAll();
      return;
    }
    drain.abort();
    const isPolite = signal === "SIGTERM";
    if (isPolite) grace = setTimeout(parkAll, graceMs);
    terminal.err(
      `\nFinishing ${runningTrials()} running trials; ` +
        (isPolite ? `they are parked in ${graceMs / 1000} s.\n` : "press Ctrl-C again to park them.\n"),
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    drain: drain.signal,
    park: park.signal,
    release: () => {
      clearTimeout(grace);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}
