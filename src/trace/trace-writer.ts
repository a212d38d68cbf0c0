import { existsSync } from "node:fs";
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

  private constructor(file: JsonLinesWriter, sequence: number, now: () => string) {
    this.#file = file;
    this.#sequence = sequence;
    this.#now = now;
  }

  /** Opens a trial's trace. A trace that an earlier attempt left is kept, and a new attempt begins after it. */
  static open(path: string, trial: string, now: () => string = () => new Date().toISOString()): TraceWriter {
    const earlier = existsSync(path) ? readJsonLines(path, TraceEventSchema) : [];
    const writer = new TraceWriter(new JsonLinesWriter(path), earlier.length, now);
    const attempt = earlier.filter((event) => event.type === "started").length + 1;
    writer.record({ type: "started", format: "palimpsest-trace-1", trial, attempt });
    return writer;
  }

  /** Opens the trace of a finished trial, to add what is found out about it later. */
  static append(path: string, now: () => string = () => new Date().toISOString()): TraceWriter {
    const earlier = readJsonLines(path, TraceEventSchema);
    return new TraceWriter(new JsonLinesWriter(path), earlier.length, now);
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

/** The events of a trial's last attempt, checked. Throws `InputError` for a file that does not fit. */
export function readTrace(path: string): TraceEvent[] {
  const events = readJsonLines(path, TraceEventSchema);
  const start = events.findLastIndex((event) => event.type === "started");
  return start < 0 ? [] : events.slice(start);
}
