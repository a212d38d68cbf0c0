import type { Rate } from "../stats/wilson.js";

/** `45 % [32, 58] (18/40)`, or `-` where nothing was counted. */
export function formatRate({ count, total, share, low, high }: Rate): string {
  if (share === null || low === null || high === null) return "-";
  const percent = (value: number): string => String(Math.round(value * 100));
  return `${percent(share)} % [${percent(low)}, ${percent(high)}] (${count}/${total})`;
}
