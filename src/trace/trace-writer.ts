import type { TraceEvent, UnstampedEvent } from "../schema/event.js";
import { JsonLinesWriter, readJsonLines } from "./json-lines.js";
import { TraceEvent as TraceEventSchema } from "../schema/event.js";

/**
 * Writes one trial's events. Each event is numbered and dated as it is recorded; lines reach the operating
 * system at `flush`, which the caller runs whenever something happened that costs money or time to repeat.
 */
export class TraceWriter {
  readonly #file: JsonLinesWriter;
  readonly #now: () => string;
  #sequence: number;
  #pending = "";

  /** What was there when the trace was opened. */
  readonly earlier: readonly TraceEvent[];

  private constructor(file: JsonLinesWriter, earlier: readonly TraceEvent[], now: () => string) {
    this.earlier = earlier;
    this.#file = file;
    this.#sequence = earlier.length;
    this.#now = now;
  }

  /** Opens a trial's trace. A trace that an earlier attempt left is kept, and a new attempt begins after it. */
  static open(path: string, trial: string, now: () => string = () => new Date().toISOString()): TraceWriter {
    const earlier = readAttempts(path);
    const writer = new TraceWriter(new JsonLinesWriter(path), earlier, now);
    const attempt = earlier.filter((event) => event.type === "started").length + 1;
    writer.record({ type: "started", format: "palimpsest-trace-1", trial, attempt });
    return writer;
  }

  /** Opens the trace of a finished trial, to add what is found out about it later. */
  static append(path: string, now: () => string = () => new Date().toISOString()): TraceWriter {
    return new TraceWriter(new JsonLinesWriter(path), readAttempts(path), now);
  }

  record(event: UnstampedEvent): void {
    const { type, ...rest } = event;
    this.#pending += `${JSON.stringify({ seq: this.#sequence, at: this.#now(), type, ...rest })}\n`;
    this.#sequence += 1;
  }

  flush(): void {
    if (this.#pending === "") return;
    this.#file.write(this.#pending);
    this.#pending = "";
  }

  close(): void {
    try {
      this.flush();
    } finally {
      this.#file.close();
    }
  }
}

/** The events of every attempt at a trial, checked; none where there is no trace. Throws `InputError` for a file that does not fit. */
export const readAttempts = (path: string): TraceEvent[] => readJsonLines(path, TraceEventSchema);

/** The events of a trial's last attempt, checked. Throws `InputError` for a file that does not fit. */
export function readTrace(path: string): TraceEvent[] {
  const events = readAttempts(path);
  const start = events.findLastIndex((event) => event.type === "started");
  return start < 0 ? [] : events.slice(start);
}
