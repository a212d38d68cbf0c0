/** Failures in a row after which a judge is not asked again. */
const mostFailures = 5;

/** Answers that held no usable reading, and why the last did not. */
interface UnreadAnswers {
  readonly count: number;
  readonly why: string;
}

/** Counts how often each judge gave no answer at all, over all trials that are read at the same time. */
export class JudgePatience {
  readonly #failures = new Map<string, number>();
  readonly #ended = new Map<string, string>();
  readonly #unread = new Map<string, UnreadAnswers>();

  /** Takes in how an answer came out: `failure` says why there was none, null that there was one, of whatever use. */
  note(judge: string, failure: string | null): void {
    const failures = failure === null ? 0 : (this.#failures.get(judge) ?? 0) + 1;
    this.#failures.set(judge, failures);
    if (failure !== null && failures >= mostFailures && !this.#ended.has(judge)) {
      this.#ended.set(judge, `not asked after ${mostFailures} failures in a row, at last ${failure}`);
    }
  }

  /** Takes in that a judge was asked and no reading came of it. */
  noteUnread(judge: string, why: string): void {
    this.#unread.set(judge, { count: (this.#unread.get(judge)?.count ?? 0) + 1, why });
  }

  /** The judges of which no reading came at times. */
  get unread(): ReadonlyMap<string, UnreadAnswers> {
    return this.#unread;
  }

  /** Why a judge is not asked any more; null where it is. */
  endOf(judge: string): string | null {
    return this.#ended.get(judge) ?? null;
  }

  /** The judges that are not asked any more, and why. */
  get ended(): ReadonlyMap<string, string> {
    return this.#ended;
  }
}
