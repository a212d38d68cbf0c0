/** A share with its 95 % interval and the counts behind it. Null where nothing was counted. */
export interface Rate {
  readonly count: number;
  readonly total: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The 97.5th percentile of the standard normal distribution. */
const z95 = 1.959963984540054;

/**
 * The Wilson score interval at 95 % of a share among `size` trials, which need not be whole numbers.
 * Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212.
 */
export function wilsonShare(share: number, size: number): { readonly low: number; readonly high: number } {
  const squared = z95 * z95;
  const centre = share + squared / (2 * size);
  const spread = z95 * Math.sqrt((share * (1 - share)) / size + squared / (4 * size * size));
  const scale = 1 + squared / size;
  return {
    low: share === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: share === 1 ? 1 : Math.min(1, (centre + spread) / scale),
  };
}

/** A share with its Wilson score interval at 95 % and the counts behind it. */
export function wilsonRate(count: number, total: number): Rate {
  if (total === 0) return { count, total, share: null, low: null, high: null };
  const share = count / total;
  return { count, total, share, ...wilsonShare(share, total) };
}
