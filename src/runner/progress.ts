import type { Usage } from "../schema/conversation.js";
import type { Status } from "../schema/outcome.js";

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

/** Counts a run's trials as they begin and end. */
export class ProgressCounter {
  readonly #planned: number;
  readonly #inherited: number;
  readonly #now: () => number;
  readonly #startedAt: number;
  #finished: number;
  #running = 0;
  #errored = 0;
  #retries = 0;
  #tokens = 0;
  #cost = 0;

  constructor(planned: number, inherited: number, now: () => number) {
    this.#planned = planned;
    this.#inherited = inherited;
    this.#finished = inherited;
    this.#now = now;
    this.#startedAt = now();
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
    this.#tokens += usage.input + usage.output;
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
      inherited: this.#inherited,
      running: this.#running,
      errored: this.#errored,
      retries: this.#retries,
      tokens: this.#tokens,
      cost: this.#cost,
      elapsedMs: this.#now() - this.#startedAt,
    };
  }
}
