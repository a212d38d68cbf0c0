import type { MachineClock } from "./machine-clock.js";

const parts = ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"] as const;
type Part = (typeof parts)[number];
const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$|^[A-Za-z]/;
const zoned = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\)?$/i;

/**
 * A `Date` that reads the machine's clock and zone in the place of the host's. To be put into a worker's
 * global scope; `HostDate` is what it takes the place of.
 */
export function createMachineDate(HostDate: DateConstructor, clock: MachineClock): DateConstructor {
  const parse = (text: string): number => {
    const parsed = HostDate.parse(text);
    if (Number.isNaN(parsed) || zoned.test(text) || !zoneless.test(text)) return parsed;
    return parsed - new HostDate(parsed).getTimezoneOffset() * 60_000 - clock.offsetMs;
  };
  class MachineDate extends HostDate {
    constructor(...values: (number | string | Date)[]) {
      const [first] = values;
      if (first === undefined) super(clock.read());
      else if (values.length > 1) super(utc(HostDate, values.map(Number)) - clock.offsetMs);
      else super(typeof first === "string" ? parse(first) : first);
    }
    static override now(): number {
      return clock.read();
    }
    static override parse(text: string): number {
      return parse(text);
    }
    override getTimezoneOffset(): number {
      return -clock.offsetMs / 60_000;
    }
  }
  for (const part of parts) defineLocal(HostDate, MachineDate.prototype, part, clock);
  // The one thing that a class lacks of `DateConstructor` is being callable without `new`, which nothing here does.
  return MachineDate as unknown as DateConstructor;
}

function utc(HostDate: DateConstructor, values: readonly number[]): number {
  const [year = 1970, month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = values;
  return HostDate.UTC(year, month, day, hours, minutes, seconds, milliseconds);
}

/** Makes the local getter and setter of one part work in the machine's zone. */
function defineLocal(HostDate: DateConstructor, prototype: Date, part: Part, clock: MachineClock): void {
  Object.defineProperty(prototype, `get${part}`, {
    value(this: Date): number {
      return new HostDate(this.getTime() + clock.offsetMs)[`getUTC${part}`]();
    },
  });
  if (part === "Day") return;
  Object.defineProperty(prototype, `set${part}`, {
    value(this: Date, ...values: [number]): number {
      const shifted = new HostDate(this.getTime() + clock.offsetMs);
      shifted[`setUTC${part}`](...values);
      return this.setTime(shifted.getTime() - clock.offsetMs);
    },
  });
}
