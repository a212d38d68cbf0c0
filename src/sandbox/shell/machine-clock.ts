/**
 * The machine's time while commands run. It starts where the overlay's clock stands, moves when a command
 * sleeps, and by a microsecond with each look, so that a loop that waits for a time ends.
 */
export class MachineClock {
  #startMs = 0;
  #passedMs = 0;
  /** What the machine's zone is ahead of UTC. */
  offsetMs = 0;

  /** Sets the clock for the next command. `now` is ISO 8601 with offset; only its zone is used. */
  start(startMs: number, now: string): void {
    this.#startMs = startMs;
    this.#passedMs = 0;
    this.offsetMs = zoneOffsetMs(now);
  }

  /** Unix time in whole milliseconds. */
  read(): number {
    this.#passedMs += 0.001;
    return Math.floor(this.#startMs + this.#passedMs);
  }

  /** Whole milliseconds since the command began. */
  get passedMs(): number {
    return Math.floor(this.#passedMs);
  }

  advance(milliseconds: number): void {
    this.#passedMs += milliseconds;
  }
}

/** A time as ISO 8601 with the given zone, to the second. */
export function formatWithZone(timeMs: number, offsetMs: number): string {
  const local = new Date(timeMs + offsetMs).toISOString().slice(0, 19);
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${local}${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The zone of an ISO 8601 time in milliseconds ahead of UTC; 0 where it names none. */
export function zoneOffsetMs(time: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(time) ?? [];
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000 * (sign === "-" ? -1 : 1);
}
