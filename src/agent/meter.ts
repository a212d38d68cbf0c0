import type { Usage } from "../schema/conversation.js";
import type { TrialLimits } from "../schema/run.js";
import { addUsage, noUsage } from "../schema/usage.js";

export type Limit = "turns" | "tokens" | "time" | "cost";

interface MeterOptions {
  readonly limits: TrialLimits;
  readonly priceOf: (usage: Usage) => number | null;
  readonly isBudgetSpent: () => boolean;
  readonly now: () => number;
}

/** Counts what a trial has used and says which limit it has reached. */
export class Meter {
  turns = 0;
  toolCalls = 0;
  usage: Usage = noUsage;
  cost: number | null = 0;
  readonly #options: MeterOptions;
  readonly #deadline: number;

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#deadline = options.now() + options.limits.minutes * 60_000;
  }

  /** Adds one answer's usage and returns its cost in US dollars, or null. */
  add(usage: Usage): number | null {
    const cost = this.#options.priceOf(usage);
    this.usage = addUsage(this.usage, usage);
    this.cost = this.cost === null || cost === null ? null : this.cost + cost;
    return cost;
  }

  /** Milliseconds until the time limit; never negative. */
  get remainingMs(): number {
    return Math.max(0, this.#deadline - this.#options.now());
  }

  /** The limit that forbids another turn, or null. */
  get reached(): Limit | null {
    const { limits } = this.#options;
    if (this.turns >= limits.turns) return "turns";
    if (this.usage.input + this.usage.output >= limits.tokens) return "tokens";
    if (this.remainingMs === 0) return "time";
    if (this.#options.isBudgetSpent() || (limits.cost !== null && (this.cost ?? 0) >= limits.cost))
      return "cost";
    return null;
  }
}
