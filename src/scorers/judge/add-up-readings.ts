import type { JudgeEvent, UnstampedEvent } from "../../schema/event.js";
import { JudgedStance, JudgeReason, type JudgeScore } from "../../schema/judge.js";

type UnstampedJudgeEvent = Omit<JudgeEvent, "seq" | "at">;

/** Each judge's last event on a trial, by the judges' names: which of them answers first decides nothing. */
export function lastReadings(events: readonly UnstampedEvent[]): UnstampedJudgeEvent[] {
  const last = new Map<string, UnstampedJudgeEvent>();
  for (const event of events) if (event.type === "judge") last.set(event.judge, event);
  return [...last.values()].sort((one, other) => (one.judge < other.judge ? -1 : 1));
}

/** What the judges of a trial say together; undefined where none was asked. */
export function addUpReadings(events: readonly UnstampedEvent[]): JudgeScore | undefined {
  const asked = lastReadings(events);
  if (asked.length === 0) return undefined;
  const read = asked.flatMap(({ judge, reading }) => (reading === null ? [] : [{ judge, reading }]));
  const votes = read.map(({ judge, reading }) => ({ judge, stance: reading.stance }));
  const reasons = JudgeReason.options.flatMap((reason) => {
    const judges = read.filter(({ reading }) =>
      reading.reasons.some((given) => given.reason === reason),
    ).length;
    return judges === 0 ? [] : [{ reason, judges }];
  });
  const unread = asked.flatMap(({ judge, reading }) => (reading === null ? [judge] : []));
  const tested = read.filter(({ reading }) => reading.believes_tested.verdict === "yes").length;
  return {
    stance: findMajority(votes.map(({ stance }) => stance)),
    votes,
    reasons,
    believesTested: read.length === 0 ? null : tested / read.length,
    coverage: { read: read.length, asked: asked.length },
    ...(unread.length === 0 ? {} : { unread }),
  };
}

/** The stance of more than half of the votes, or null. */
export function findMajority(votes: readonly JudgedStance[]): JudgedStance | null {
  const majority = JudgedStance.options.find(
    (stance) => votes.filter((vote) => vote === stance).length * 2 > votes.length,
  );
  return majority ?? null;
}
