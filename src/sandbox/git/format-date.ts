import { formatOffset } from "./signature.js";
import type { Moment } from "./parse-date.js";

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const longDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const longMonths =
  "January February March April May June July August September October November December".split(" ");

const two = (number: number) => String(number).padStart(2, "0");

/** A date in one of git's styles: `default`, `short`, `iso`, `iso-strict`, `rfc`, `relative`, `raw`, `unix`, `format:...`. */
export function formatDate(moment: Moment, style: string, now: number): string {
  const local = style.endsWith("local");
  const base = style === "local" ? "default" : style.replace(/-local$/, "");
  const offset = local ? 0 : moment.offset;
  const at = new Date((moment.timestamp + offset * 60) * 1000);
  const year = at.getUTCFullYear();
  const date = `${year}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  const zone = formatOffset(offset);
  const day = days[at.getUTCDay()] ?? "";
  const month = months[at.getUTCMonth()] ?? "";
  if (base.startsWith("format:")) return formatPattern(base.slice(7), at, moment, zone);
  switch (base) {
    case "short":
      return date;
    case "iso":
    case "iso8601":
      return `${date} ${time} ${zone}`;
    case "iso-strict":
    case "iso8601-strict":
      return `${date}T${time}${offset === 0 ? "+00:00" : `${zone.slice(0, 3)}:${zone.slice(3)}`}`;
    case "rfc":
    case "rfc2822":
      return `${day}, ${at.getUTCDate()} ${month} ${year} ${time} ${zone}`;
    case "relative":
      return relativeDate(moment.timestamp, now);
    case "unix":
      return String(moment.timestamp);
    case "raw":
      return `${moment.timestamp} ${zone}`;
    default:
      return `${day} ${month} ${at.getUTCDate()} ${time} ${year}${local ? "" : ` ${zone}`}`;
  }
}

/** How long ago, in git's words. */
function relativeDate(timestamp: number, now: number): string {
  if (now < timestamp) return "in the future";
  const seconds = now - timestamp;
  if (seconds < 90) return ago(seconds, "second");
  const minutes = Math.floor((seconds + 30) / 60);
  if (minutes < 90) return ago(minutes, "minute");
  const hours = Math.floor((minutes + 30) / 60);
  if (hours < 36) return ago(hours, "hour");
  const wholeDays = Math.floor((hours + 12) / 24);
  if (wholeDays < 14) return ago(wholeDays, "day");
  if (wholeDays < 70) return ago(Math.floor((wholeDays + 3) / 7), "week");
  if (wholeDays < 365) return ago(Math.floor((wholeDays + 15) / 30), "month");
  if (wholeDays < 1825) {
    const total = Math.floor((wholeDays * 12 * 2 + 365) / (365 * 2));
    const years = count(Math.floor(total / 12), "year");
    return total % 12 === 0 ? `${years} ago` : `${years}, ${count(total % 12, "month")} ago`;
  }
  return ago(Math.floor((wholeDays + 183) / 365), "year");
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

function ago(number: number, unit: string): string {
  return `${count(number, unit)} ago`;
}

function formatPattern(pattern: string, at: Date, moment: Moment, zone: string): string {
  const hour = at.getUTCHours();
  const values: Record<string, string> = {
    Y: String(at.getUTCFullYear()),
    y: two(at.getUTCFullYear() % 100),
    m: two(at.getUTCMonth() + 1),
    d: two(at.getUTCDate()),
    e: String(at.getUTCDate()).padStart(2, " "),
    H: two(hour),
    I: two(hour % 12 === 0 ? 12 : hour % 12),
    M: two(at.getUTCMinutes()),
    S: two(at.getUTCSeconds()),
    p: hour < 12 ? "AM" : "PM",
    a: days[at.getUTCDay()] ?? "",
    A: longDays[at.getUTCDay()] ?? "",
    b: months[at.getUTCMonth()] ?? "",
    B: longMonths[at.getUTCMonth()] ?? "",
    z: zone,
    s: String(moment.timestamp),
    "%": "%",
  };
  values["F"] = `${values["Y"] ?? ""}-${values["m"] ?? ""}-${values["d"] ?? ""}`;
  values["T"] = `${values["H"] ?? ""}:${values["M"] ?? ""}:${values["S"] ?? ""}`;
  return pattern.replace(/%(.)/g, (whole, letter: string) => values[letter] ?? whole);
}
