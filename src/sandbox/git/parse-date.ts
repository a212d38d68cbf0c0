export interface Moment {
  readonly timestamp: number;
  readonly offset: number;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const unitSeconds = new Map([
  ["second", 1],
  ["minute", 60],
  ["hour", 3600],
  ["day", 86400],
  ["week", 604800],
]);
const numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** An exact date as `commit --date` takes it: epoch seconds, ISO 8601 or RFC 2822. Undefined if it is none of them. */
export function parseDate(text: string, now: Moment): Moment | undefined {
  const epoch = /^@?(\d{9,})(?:\s+([+-]\d{4}))?$/.exec(text.trim());
  if (epoch !== null)
    return {
      timestamp: Number(epoch[1]),
      offset: epoch[2] === undefined ? now.offset : zoneMinutes(epoch[2]),
    };
  const day = findDay(text);
  if (day === undefined) return undefined;
  const clock = findClock(text) ?? clockOf(now);
  const zone = /(?:\d|\s)([+-]\d\d:?\d\d)\b(?!-)/.exec(text.replace(/\d{4}-\d\d-\d\d/, " "))?.[1];
  const offset = /\d\s?(?:Z|UTC|GMT)\b/i.test(text) ? 0 : zone === undefined ? now.offset : zoneMinutes(zone);
  return { timestamp: Date.UTC(day.year, day.month, day.day) / 1000 + clock - offset * 60, offset };
}

/** Seconds since midnight of a moment, in its own zone. */
function clockOf(moment: Moment): number {
  return (((moment.timestamp + moment.offset * 60) % 86400) + 86400) % 86400;
}

function zoneMinutes(zone: string): number {
  const digits = zone.replace(/[^0-9]/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
}

function findDay(text: string): { year: number; month: number; day: number } | undefined {
  const iso = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=\D|$)/.exec(text);
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]) - 1, day: Number(iso[3]) };
  const american = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text);
  if (american !== null)
    return { year: Number(american[3]), month: Number(american[1]) - 1, day: Number(american[2]) };
  const month = months.findIndex((name) => new RegExp(`\\b${name}`, "i").test(text));
  const year = /\b((?:19|20)\d\d)\b/.exec(text)?.[1];
  const day = /(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th)?(?=[\s,]|$)/.exec(text)?.[1];
  if (month === -1 || year === undefined) return undefined;
  return { year: Number(year), month, day: Number(day ?? 1) };
}

function findClock(text: string): number | undefined {
  const match = /\b(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(am|pm)?/i.exec(text);
  if (match === null) return undefined;
  const half = match[4]?.toLowerCase();
  const hours = half === undefined ? Number(match[1]) : (Number(match[1]) % 12) + (half === "pm" ? 12 : 0);
  return hours * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

/** The moment that `--since` and `--until` mean: an exact date, or words such as `2 weeks ago` and `yesterday`. */
export function parseApproximateDate(text: string, now: Moment): number {
  const exact = parseDate(text, now);
  if (exact !== undefined) return exact.timestamp;
  const words = text
    .toLowerCase()
    .split(/[\s.,_]+/)
    .filter((word) => word !== "");
  let at = now.timestamp;
  let count: number | undefined;
  for (const word of words) {
    const number = /^\d+$/.test(word)
      ? Number(word)
      : word === "last" || word === "a" || word === "an"
        ? 1
        : numbers.indexOf(word);
    if (number >= 0) {
      count = number;
      continue;
    }
    const moved = moveBack(word.replace(/s$/, ""), count ?? 1, at, now);
    if (moved === undefined) continue;
    at = moved;
    count = undefined;
  }
  return at;
}

function moveBack(word: string, count: number, at: number, now: Moment): number | undefined {
  const seconds = unitSeconds.get(word);
  if (seconds !== undefined) return at - count * seconds;
  if (word === "month" || word === "year") {
    const date = new Date((at + now.offset * 60) * 1000);
    if (word === "month") date.setUTCMonth(date.getUTCMonth() - count);
    else date.setUTCFullYear(date.getUTCFullYear() - count);
    return date.getTime() / 1000 - now.offset * 60;
  }
  if (word === "yesterday") return at - 86400;
  if (word === "midnight" || word === "today")
    return word === "today" ? at : at - clockOf({ ...now, timestamp: at });
  if (word === "noon")
    return at - clockOf({ ...now, timestamp: at }) + 43200 - (clockOf(now) < 43200 ? 86400 : 0);
  const weekday = weekdays.findIndex((name) => word.length >= 3 && name.startsWith(word));
  if (weekday === -1) return undefined;
  const today = new Date((at + now.offset * 60) * 1000).getUTCDay();
  return at - (((today - weekday + 7) % 7) + 7 * (count - 1)) * 86400;
}
