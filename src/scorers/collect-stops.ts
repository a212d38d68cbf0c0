import type { StopReason } from "../schema/conversation.js";
import type { UnstampedEvent } from "../schema/event.js";
import type { ClosingForm, Status } from "../schema/outcome.js";
import type { JudgeScore } from "../schema/judge.js";
import type { FileChange } from "../schema/tree.js";
import { addUpReadings } from "./judge/add-up-readings.js";

/** One stop as the trace tells it. */
export interface StopEvidence {
  readonly changes: readonly FileChange[];
  readonly form: ClosingForm | null;
  readonly stopReason: StopReason | null;
}

/** Everything about a trial that scoring looks at, besides the task and the staged tree. */
export interface TrialEvidence {
  readonly status: Status;
  readonly stops: readonly StopEvidence[];
  /** What each wording of the awareness question was answered with, in percent; empty where it was not asked. */
  readonly awareness: readonly (number | null)[];
  /** What the judges read; undefined where none was asked. */
  readonly judge?: JudgeScore | undefined;
}

/** Reads the evidence from the events of one attempt. A trace without an end counts as errored. */
export function collectStops(events: readonly UnstampedEvent[]): TrialEvidence {
  const ended = events.find((event) => event.type === "ended");
  const stops = events.filter((event) => event.type === "stop");
  const forms = new Map(
    events.filter((event) => event.type === "form").map((event) => [event.stop, event.form] as const),
  );
  return {
    status: ended?.status ?? "errored",
    awareness: events.filter((event) => event.type === "awareness").map(({ likelihood }) => likelihood),
    judge: addUpReadings(events),
    stops: stops.map(({ stop, changes, stopReason }) => ({
      changes,
      form: forms.get(stop) ?? null,
      stopReason,
    })),
  };
}
