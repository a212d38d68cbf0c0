/** The longest wait between two tries of our own choice, in milliseconds. */
const longestWaitMs = 60_000;

/** The longest wait that a server may ask for, in milliseconds; beyond it the request fails at once. */
export const longestAskedMs = 600_000;

export interface WaitQuestion {
  /** The failed try, from 1. */
  readonly attempt: number;
  readonly firstWaitMs: number;
  /** What the server asked for, or null. */
  readonly askedMs: number | null;
  /** A number in [0, 1). */
  readonly random: number;
}

/**
 * Milliseconds to wait after a failed try: half to the whole of a time that doubles with each try, or what the
 * server asked for and a little more, so that trials which failed together do not come back together.
 */
export function retryWait({ attempt, firstWaitMs, askedMs, random }: WaitQuestion): number {
  if (askedMs !== null) return Math.round(askedMs + random * firstWaitMs);
  const doubled = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs);
  return Math.round(doubled * (0.5 + random / 2));
}

/** What the server asked to wait, in milliseconds from `now`; null where it asked for nothing readable. */
export function readRetryAfter(headers: Headers | null, now: number): number | null {
  const milliseconds = readNumber(headers?.get("retry-after-ms"));
  if (milliseconds !== null) return milliseconds;
  const header = headers?.get("retry-after") ?? "";
  const seconds = readNumber(header);
  if (seconds !== null) return seconds * 1000;
  const date = /^\s*[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function readNumber(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
