import { setMaxListeners } from "node:events";
import type { Terminal } from "./terminal.js";

/** What Ctrl-C asks for: the first time no new trials, the second time no waiting for those that run. */
export interface Interruption {
  readonly drain: AbortSignal;
  readonly park: AbortSignal;
  /** Gives the signals back to the process. */
  readonly release: () => void;
}

/** Listens for SIGINT and SIGTERM. */
export function listenForInterruption(terminal: Terminal, runningTrials: () => number): Interruption {
  const drain = new AbortController();
  const park = new AbortController();
  // Every trial and request that runs listens for the end of all: as many as the user wants at the same time.
  setMaxListeners(0, drain.signal, park.signal);
  const onSignal = (): void => {
    if (!drain.signal.aborted) {
      drain.abort();
      terminal.err(`\nFinishing ${runningTrials()} running trials; press Ctrl-C again to park them.\n`);
      return;
    }
    park.abort(new Error("parked"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    drain: drain.signal,
    park: park.signal,
    release: () => {
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}
