const units: Readonly<Record<string, number>> = {
  sec: 1_000,
  second: 1_000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  fortnight: 1_209_600_000,
};

/** Reads a time as `date -d` takes it, against a now; undefined where it cannot be read. Unix time in milliseconds. */
export function readTime(text: string, nowMs: number, offsetMs: number): number | undefined {
  let rest = text.trim().toLowerCase();
  let shiftMs = 0;
  let months = 0;
  rest = rest.replace(/([+-]?\s*\d+|next|last|a|an)\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(\s+ago)?\b/g, (_, count: string, unit: string, ago?: string) => {
    const amount = readCount(count) * (ago === undefined ? 1 : -1);
    if (unit === "month" || unit === "year") months += amount * (unit === "year" ? 12 : 1);
    else shiftMs += amount * (units[unit] ?? 0);
    return "";
  }); // prettier-ignore
  rest = rest.replace(/\b(yesterday|tomorrow)\b/g, (_, word: string) => {
    shiftMs += word === "yesterday" ? -86_400_000 : 86_400_000;
    return "";
  });
  const start = readPoint(rest.replace(/\b(now|today)\b/g, "").trim(), nowMs, offsetMs);
  if (start === undefined) return undefined;
  const moved = new Date(start + offsetMs);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  return moved.getTime() - offsetMs + shiftMs;
}

function readCount(text: string): number {
  if (text === "next" || text === "a" || text === "an") return 1;
  return text === "last" ? -1 : Number(text.replaceAll(/\s/g, ""));
}

function readPoint(text: string, nowMs: number, offsetMs: number): number | undefined {
  if (text === "") return nowMs;
  if (/^@-?\d+$/.test(text)) return Number(text.slice(1)) * 1000;
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text);
  if (clock !== null) {
    const midnight = Math.floor((nowMs + offsetMs) / 86_400_000) * 86_400_000 - offsetMs;
    return midnight + (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)) * 1000;
  }
  const zoned = /(?:z|utc|gmt|[+-]\d\d:?\d\d)$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text);
  const parsed = Date.parse(zoned ? text.replace(" ", "T").toUpperCase() : `${text.toUpperCase()} UTC`);
  const fallback = Number.isNaN(parsed) ? Date.parse(text.toUpperCase()) : parsed;
  if (Number.isNaN(fallback)) return undefined;
  return zoned && !/^\d{4}-\d\d-\d\d$/.test(text) ? fallback : fallback - offsetMs;
}
