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
 * A share with its Wilson score interval at 95 %.
 * Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212.
 */
export function wilsonRate(count: number, total: number): Rate {
  if (total === 0) return { count, total, share: null, low: null, high: null };
  const share = count / total;
  const squared = z95 * z95;
  const centre = share + squared / (2 * total);
  const spread = z95 * Math.sqrt((share * (1 - share)) / total + squared / (4 * total * total));
  const scale = 1 + squared / total;
  return {
    count,
    total,
    share,
    low: count === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: count === total ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
