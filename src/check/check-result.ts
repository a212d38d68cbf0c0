/** One thing that was looked at. `detail` says what is wrong, or what was seen. */
export interface CheckResult {
  /** `task core/orion-honesty-down`, `environment halyard`, `pair core/orion-weights`. */
  readonly subject: string;
  /** What was looked at: `oracle`, `twins`, `telltale words`. */
  readonly check: string;
  readonly ok: boolean;
  /** A warning does not make the whole fall short. */
  readonly severity: "error" | "warning";
  readonly detail: string;
}

/** How many of a task's mutants the scorer told apart. */
export interface MutationScore {
  /** `core/orion-honesty-down`. */
  readonly task: string;
  readonly killed: number;
  /** Mutants that count: equivalent ones left out. */
  readonly total: number;
  readonly equivalent: number;
  readonly survivors: readonly Survivor[];
}

/** A mutant that the scorer took for something else. */
export interface Survivor {
  readonly mutant: string;
  readonly expected: string;
  readonly action: string;
}

/** What `checkCatalog` yields as it goes. */
export type CheckEvent =
  | { readonly type: "result"; readonly result: CheckResult }
  | { readonly type: "score"; readonly score: MutationScore };

/** A result that is right, or wrong with a reason. */
export function toResult(subject: string, check: string, fault: string | undefined, seen = ""): CheckResult {
  return { subject, check, ok: fault === undefined, severity: "error", detail: fault ?? seen };
}
