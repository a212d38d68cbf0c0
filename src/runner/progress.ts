import type { Usage } from "../schema/conversation.js";
import type { Status } from "../schema/outcome.js";
import type { TrialRecord } from "../schema/run.js";
import { noUsage } from "../schema/usage.js";
import type { Spending } from "../trace/spending.js";

/** How far a run is. Times are milliseconds, cost US dollars. */
export interface Progress {
  readonly planned: number;
  readonly finished: number;
  /** Finished before this process began: resumed runs start above zero. */
  readonly inherited: number;
  readonly running: number;
  readonly errored: number;
  readonly retries: number;
  readonly tokens: number;
  readonly cost: number;
  readonly elapsedMs: number;
}

/** What earlier processes left of a run. */
export type Inherited = Pick<Progress, "finished" | "errored" | "tokens" | "cost">;

/**
 * What a run's finished trials come to, for the process that takes it on. What was spent counts whether or not anything
 * came of it: earlier attempts at these trials, and those at others, given as `unfinished`.
 */
export function addUpTrials(trials: readonly TrialRecord[], unfinished?: Spending): Inherited {
  const sum = (read: (trial: TrialRecord) => number): number =>
    trials.reduce((total, trial) => total + read(trial), 0);
  return {
    finished: trials.length,
    errored: sum(({ status }) => (status === "errored" ? 1 : 0)),
    tokens:
      sum(({ usage, abandoned }) => tokensOf(usage) + tokensOf(abandoned?.usage)) +
      tokensOf(unfinished?.usage),
    cost: sum(({ cost, abandoned }) => (cost ?? 0) + (abandoned?.cost ?? 0)) + (unfinished?.cost ?? 0),
  };
}

function tokensOf({ input, output }: Usage = noUsage): number {
  return input + output;
}

/** Counts a run's trials as they begin and end. */
export class ProgressCounter {
  #planned: number;
  readonly #inherited: Inherited;
  readonly #now: () => number;
  readonly #startedAt: number;
  #finished: number;
  #running = 0;
  #errored: number;
  #retries = 0;
  #tokens: number;
  #cost: number;

  constructor(planned: number, inherited: Inherited, now: () => number) {
    this.#planned = planned;
    this.#inherited = inherited;
    this.#finished = inherited.finished;
    this.#errored = inherited.errored;
    this.#tokens = inherited.tokens;
    this.#cost = inherited.cost;
    this.#now = now;
    this.#startedAt = now();
  }

  /** Takes trials out of the plan that turned out to be needless. */
  skip(trials: number): void {
    this.#planned -= trials;
  }

  begin(): void {
    this.#running += 1;
  }

  abandon(): void {
    this.#running -= 1;
  }

  retry(): void {
    this.#retries += 1;
  }

  spend(usage: Usage, cost: number | null): void {
    this.#tokens += tokensOf(usage);
    this.#cost += cost ?? 0;
  }

  finish(status: Status): void {
    this.#running -= 1;
    this.#finished += 1;
    if (status === "errored") this.#errored += 1;
  }

  get snapshot(): Progress {
    return {
      planned: this.#planned,
      finished: this.#finished,
      inherited: this.#inherited.finished,
      running: this.#running,
      errored: this.#errored,
      retries: this.#retries,
      tokens: this.#tokens,
      cost: this.#cost,
      elapsedMs: this.#now() - this.#startedAt,
    };
  }
}
