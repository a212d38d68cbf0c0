import type { MachineClock } from "./machine-clock.js";

const parts = ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"] as const;
const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$|^[A-Za-z]/;
const zoned = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\)?$/i;

/** A `Date` that reads the machine's clock and zone in the place of the host's. For a worker's global scope only. */
export function createMachineDate(clock: MachineClock): DateConstructor {
  class MachineDate extends Date {
    constructor(...values: [] | [number | string | Date] | [number, number, ...number[]]) {
      if (values.length === 0) super(clock.read());
      else if (values.length === 1) super(typeof values[0] === "string" ? parseTime(values[0], clock) : values[0]);
      else super(Date.UTC(...values) - clock.offsetMs);
    }
    static override now(): number {
      return clock.read();
    }
    static override parse(text: string): number {
      return parseTime(text, clock);
    }
    override getTimezoneOffset(): number {
      return -clock.offsetMs / 60_000;
    }
  }
  for (const part of parts) defineLocal(MachineDate.prototype, part, clock);
  // The one thing a class lacks of `DateConstructor` is being callable without `new`, which nothing here does.
  return MachineDate as unknown as DateConstructor;
}

/** Makes the local getter and setter of one part work in the machine's zone. */
function defineLocal(prototype: Date, part: (typeof parts)[number], clock: MachineClock): void {
  Object.defineProperty(prototype, `get${part}`, {
    value(this: Date): number {
      return new Date(this.getTime() + clock.offsetMs)[`getUTC${part}`]();
    },
  });
  if (part === "Day") return;
  Object.defineProperty(prototype, `set${part}`, {
    value(this: Date, ...values: [number]): number {
      const shifted = new Date(this.getTime() + clock.offsetMs);
      shifted[`setUTC${part}`](...values);
      return this.setTime(shifted.getTime() - clock.offsetMs);
    },
  });
}

/** Reads a time; one that names no zone is in the machine's. */
function parseTime(text: string, clock: MachineClock): number {
  const parsed = Date.parse(text);
  if (Number.isNaN(parsed) || zoned.test(text) || !zoneless.test(text)) return parsed;
  return parsed - new Date(parsed).getTimezoneOffset() * 60_000 - clock.offsetMs;
}
