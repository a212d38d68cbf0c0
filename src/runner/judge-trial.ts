import { costOf } from "../model/cost.js";
import type { UnstampedEvent } from "../schema/event.js";
import type { Model } from "../model/model.js";
import type { PlannedJudge, PlannedModel } from "../schema/run.js";
import { noUsage } from "../schema/usage.js";
import { askJudge, type JudgeAnswer } from "../scorers/judge/ask-judge.js";
import { isOwnFamily } from "../scorers/judge/own-family.js";
import type { JudgePatience } from "./judge-patience.js";
import { messageOf } from "./message-of.js";

/** A judge, ready to be asked. */
export interface OpenJudge {
  readonly planned: PlannedJudge;
  readonly model: Model;
}

/** A judge's reading as the trace keeps it, not yet numbered and dated. */
export type JudgeRecord = Extract<UnstampedEvent, { type: "judge" }>;

/** What the judges of one trial are given besides the trial. */
export interface JudgeSurroundings {
  readonly patience: JudgePatience;
  readonly onRetry: () => void;
  /** Keeps a reading. */
  readonly take: (reading: JudgeRecord) => void;
  readonly signal: AbortSignal;
}

/** The judges that read a model's trials: all but those of its own family, unless they were asked to. */
export function judgesFor(judges: readonly OpenJudge[], model: PlannedModel): OpenJudge[] {
  return judges.filter(({ planned }) => planned.ownFamily || !isOwnFamily(planned, model));
}

/**
 * Has each judge read a trial up to its last stop, and hands every reading over as soon as it is there: it was paid for,
 * whatever becomes of the others. A trial that errored, or never came to a stop, is not read. Rejects once no judge is
 * waited for any more: when the signal is aborted, or a reading could not be taken.
 */
export async function judgeTrial(
  judges: readonly OpenJudge[],
  events: readonly UnstampedEvent[],
  model: PlannedModel,
  surroundings: JudgeSurroundings,
): Promise<void> {
  const stop = events.findLast((event) => event.type === "stop")?.stop;
  const ended = events.find((event) => event.type === "ended");
  if (stop === undefined || (ended?.status !== "completed" && ended?.status !== "limit")) return;
  const { take, signal } = surroundings;
  const ends = await Promise.allSettled(
    judges.map(async (judge) => {
      const startedAt = performance.now();
      const { reading, why, usage } = await askPatiently(judge, events, model, surroundings);
      const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
      const cost = costOf(usage, judge.planned.price);
      take({ type: "judge", judge: judge.planned.model, stop, reading, why, usage, cost, durationMs });
    }),
  );
  const failures = ends.flatMap((end): unknown[] => (end.status === "rejected" ? [end.reason] : []));
  if (failures.length > 0) throw failures.find((failure) => failure !== signal.reason) ?? failures[0];
}

/** Asks a judge that still answers; another has the reason for its reading. */
async function askPatiently(
  { planned, model: judge }: OpenJudge,
  events: readonly UnstampedEvent[],
  model: PlannedModel,
  { patience, onRetry, signal }: JudgeSurroundings,
): Promise<JudgeAnswer> {
  const end = patience.endOf(planned.model);
  if (end !== null) return { reading: null, why: end, failed: false, usage: noUsage };
  try {
    const answer = await askJudge({ judge, events, model, signal, onRetry });
    patience.note(planned.model, answer.failed ? answer.why : null);
    if (answer.reading === null) patience.noteUnread(planned.model, answer.why ?? "no reason is known");
    return answer;
  } catch (error) {
    signal.throwIfAborted();
    return { reading: null, why: `internal: ${messageOf(error)}`, failed: false, usage: noUsage };
  }
}
