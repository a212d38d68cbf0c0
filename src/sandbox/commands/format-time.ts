/** A time in a zone, taken apart. */
interface LocalTime {
  readonly timeMs: number;
  readonly offsetMs: number;
  /** Its UTC getters read local values. */
  readonly shifted: Date;
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]; // prettier-ignore

const fields: Readonly<Record<string, (time: LocalTime) => string>> = {
  a: ({ shifted }) => day(shifted).slice(0, 3),
  A: ({ shifted }) => day(shifted),
  b: ({ shifted }) => month(shifted).slice(0, 3),
  B: ({ shifted }) => month(shifted),
  c: (time) => formatTime("%a %b %e %H:%M:%S %Y", time.timeMs, time.offsetMs),
  C: ({ shifted }) => two(Math.floor(shifted.getUTCFullYear() / 100)),
  d: ({ shifted }) => two(shifted.getUTCDate()),
  D: (time) => formatTime("%m/%d/%y", time.timeMs, time.offsetMs),
  e: ({ shifted }) => String(shifted.getUTCDate()).padStart(2),
  F: (time) => formatTime("%Y-%m-%d", time.timeMs, time.offsetMs),
  h: ({ shifted }) => month(shifted).slice(0, 3),
  H: ({ shifted }) => two(shifted.getUTCHours()),
  I: ({ shifted }) => two(shifted.getUTCHours() % 12 || 12),
  j: ({ shifted }) => String(dayOfYear(shifted) + 1).padStart(3, "0"),
  k: ({ shifted }) => String(shifted.getUTCHours()).padStart(2),
  l: ({ shifted }) => String(shifted.getUTCHours() % 12 || 12).padStart(2),
  m: ({ shifted }) => two(shifted.getUTCMonth() + 1),
  M: ({ shifted }) => two(shifted.getUTCMinutes()),
  n: () => "\n",
  N: ({ timeMs }) => `${String(timeMs % 1000).padStart(3, "0")}000000`,
  p: ({ shifted }) => (shifted.getUTCHours() < 12 ? "AM" : "PM"),
  P: ({ shifted }) => (shifted.getUTCHours() < 12 ? "am" : "pm"),
  q: ({ shifted }) => String(Math.floor(shifted.getUTCMonth() / 3) + 1),
  r: (time) => formatTime("%I:%M:%S %p", time.timeMs, time.offsetMs),
  R: (time) => formatTime("%H:%M", time.timeMs, time.offsetMs),
  s: ({ timeMs }) => String(Math.floor(timeMs / 1000)),
  S: ({ shifted }) => two(shifted.getUTCSeconds()),
  t: () => "\t",
  T: (time) => formatTime("%H:%M:%S", time.timeMs, time.offsetMs),
  u: ({ shifted }) => String(shifted.getUTCDay() || 7),
  U: ({ shifted }) => two(Math.floor((dayOfYear(shifted) + 7 - shifted.getUTCDay()) / 7)),
  V: ({ shifted }) => two(isoWeek(shifted)),
  w: ({ shifted }) => String(shifted.getUTCDay()),
  W: ({ shifted }) => two(Math.floor((dayOfYear(shifted) + 7 - ((shifted.getUTCDay() + 6) % 7)) / 7)),
  x: (time) => formatTime("%m/%d/%y", time.timeMs, time.offsetMs),
  X: (time) => formatTime("%H:%M:%S", time.timeMs, time.offsetMs),
  y: ({ shifted }) => two(shifted.getUTCFullYear() % 100),
  Y: ({ shifted }) => String(shifted.getUTCFullYear()),
  z: ({ offsetMs }) => zone(offsetMs, ""),
  Z: ({ offsetMs }) => (offsetMs === 0 ? "UTC" : zone(offsetMs, "").replace(/00$/, "")),
  "%": () => "%",
};

/** A time by a `date` format (`%Y-%m-%d`), in a zone that is so many milliseconds ahead of UTC. */
export function formatTime(format: string, timeMs: number, offsetMs: number): string {
  const time: LocalTime = { timeMs, offsetMs, shifted: new Date(timeMs + offsetMs) };
  return format.replace(
    /%(:z|([-_0^]?)(\d*)([A-Za-z%]))/g,
    (whole, letters: string, flag = "", width = "", letter = "") => {
      if (letters === ":z") return zone(offsetMs, ":");
      const field = fields[String(letter)];
      if (field === undefined) return whole;
      const text = field(time);
      if (letter === "N" && width !== "") return text.slice(0, Number(width));
      if (flag === "-") return text.replace(/^[0 ]+(?=.)/, "");
      if (flag === "_") return text.replace(/^0+(?=.)/, (zeros) => " ".repeat(zeros.length));
      return flag === "^" ? text.toUpperCase() : text;
    },
  );
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function zone(offsetMs: number, separator: string): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  return `${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

function day(date: Date): string {
  return days[date.getUTCDay()] ?? "";
}

function month(date: Date): string {
  return months[date.getUTCMonth()] ?? "";
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
}

function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
  return Math.floor(dayOfYear(thursday) / 7) + 1;
}
