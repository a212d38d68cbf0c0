import type { Progress } from "../runner/progress.js";

/** `1h 02m`, `3m 05s` or `12s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const pad = (value: number): string => String(value).padStart(2, "0");
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}h ${pad(Math.floor((seconds % 3600) / 60))}m`;
  if (seconds >= 60) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
  return `${seconds}s`;
}

/** `950`, `12.3k` or `4.56M`. */
export function formatCount(value: number): string {
  if (value < 10_000) return String(value);
  return value < 1_000_000 ? `${(value / 1000).toFixed(1)}k` : `${(value / 1_000_000).toFixed(2)}M`;
}

/** One line: counts, rate, time left, tokens, cost. */
export function formatProgress(progress: Progress, what = "trials"): string {
  const { planned, finished, inherited, running, errored, retries, tokens, cost, elapsedMs } = progress;
  const here = finished - inherited;
  const perSecond = elapsedMs > 0 ? (here * 1000) / elapsedMs : 0;
  const parts = [`${finished}/${planned} ${what}`, `${running} running`];
  if (errored > 0) parts.push(`${errored} errored`);
  if (retries > 0) parts.push(`${retries} retries`);
  if (here > 0) {
    parts.push(perSecond >= 1 ? `${perSecond.toFixed(0)}/s` : `${(perSecond * 60).toFixed(1)}/min`);
    if (finished < planned) parts.push(`${formatDuration(((planned - finished) / perSecond) * 1000)} left`);
  }
  if (tokens > 0) parts.push(`${formatCount(tokens)} tokens`);
  if (cost > 0) parts.push(`$${cost.toFixed(2)}`);
  return parts.join(" · ");
}
