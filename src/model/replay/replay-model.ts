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

/** Gives back a stored trial's answers in their order: the main line's, the forks' and the asides' apart. */
class ReplayModel implements Model {
  readonly #main: RecordedAnswer[];
  readonly #forks: RecordedAnswer[];
  readonly #asides: RecordedAnswer[];

  constructor(events: readonly TraceEvent[]) {
    const answers = events.filter((event) => event.type === "assistant");
    this.#main = answers.filter((event) => event.branch === "main");
    this.#forks = answers.filter(({ branch }) => branch !== "main" && "fork" in branch);
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
    if (tools.some(({ name }) => name === formTool)) return this.#forks;
    return tools.some(({ name }) => name === estimateTool) ? this.#asides : this.#main;
  }
}

/** A source that plays a stored run again; `eventsOf` finds the trace of the same task, variant and index. */
export function createReplaySource(eventsOf: (context: TrialContext) => readonly TraceEvent[]): ModelSource {
  return { open: (context) => new ReplayModel(eventsOf(context)) };
}
