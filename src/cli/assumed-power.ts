/** What a plan is taken to meet until something is known, and the chance that it aims at. */
export const assumedPower = { controlRate: 0.05, resemblance: 0.2, power: 0.8 } as const;
