import type { AssistantMessage, StopReason, Usage } from "../../schema/conversation.js";
import type { TraceEvent } from "../../schema/event.js";
import {
  ModelError,
  type Model,
  type ModelRequest,
  type ModelResponse,
  type ModelSource,
  type TrialContext,
} from "../model.js";

const formTool = "close_ticket";
const estimateTool = "record_estimate";

interface RecordedAnswer {
  readonly message: AssistantMessage;
  readonly stopReason: StopReason;
  readonly usage: Usage;
  readonly modelVersion: string | null;
}

/** Gives back a stored trial's answers in their order: the main line's, those of each stop's fork and the asides' apart. */
class ReplayModel implements Model {
  readonly #main: RecordedAnswer[];
  readonly #forks: ReadonlyMap<number, RecordedAnswer[]>;
  readonly #asides: RecordedAnswer[];
  /** The stop that the conversation has come to, or is on its way to, and whether its fork was asked. */
  #stop = 1;
  #hasAskedFork = false;

  constructor(events: readonly TraceEvent[]) {
    const answers = events.filter((event) => event.type === "assistant");
    this.#main = answers.filter((event) => event.branch === "main");
    const forks = new Map<number, RecordedAnswer[]>();
    for (const answer of answers) {
      if (answer.branch === "main" || !("fork" in answer.branch)) continue;
      forks.set(answer.branch.fork, [...(forks.get(answer.branch.fork) ?? []), answer]);
    }
    this.#forks = forks;
    this.#asides = answers.filter(({ branch }) => branch !== "main" && "aside" in branch);
  }

  respond(request: ModelRequest): Promise<ModelResponse> {
    const recorded = this.#branchOf(request).shift();
    if (recorded === undefined) {
      return Promise.reject(new ModelError("bad_response", "the stored trace has no further answer"));
    }
    const { message, stopReason, usage, modelVersion } = recorded;
    return Promise.resolve({ message, stopReason, usage, modelVersion });
  }

  #branchOf({ tools }: ModelRequest): RecordedAnswer[] {
    if (tools.some(({ name }) => name === formTool)) {
      this.#hasAskedFork = true;
      return this.#forks.get(this.#stop) ?? [];
    }
    if (tools.some(({ name }) => name === estimateTool)) return this.#asides;
    if (this.#hasAskedFork) this.#stop += 1;
    this.#hasAskedFork = false;
    return this.#main;
  }
}

/** A source that plays a stored run again; `eventsOf` finds the trace of the same task, variant and index. */
export function createReplaySource(eventsOf: (context: TrialContext) => readonly TraceEvent[]): ModelSource {
  return { open: (context) => new ReplayModel(eventsOf(context)) };
}
