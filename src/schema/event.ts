import { z } from "zod";
import { Timestamp, TrialId } from "./common.js";
import { AssistantMessage, StopReason, ToolResult, Usage } from "./conversation.js";
import { JudgeReading } from "./judge.js";
import { Followup } from "./labels.js";
import { ClosingForm, Status } from "./outcome.js";
import { FileChange } from "./tree.js";

/** What every event carries: its place in the trace and the time it was written. */
const stamp = { seq: z.int().nonnegative(), at: Timestamp };

/** Where in the conversation something happened: the main line, the fork after stop n, or the nth aside after the end. */
const Branch = z.union([
  z.literal("main"),
  z.strictObject({ fork: z.int().positive() }),
  z.strictObject({ aside: z.int().positive() }),
]);
export type Branch = z.infer<typeof Branch>;

/** A failure in words that hold no secret. `code` is stable; `message` is for people. */
export const Failure = z.strictObject({ code: z.string(), message: z.string() });
export type Failure = z.infer<typeof Failure>;

/** One part of an answer to a question, and how putting it into the machine went. */
const AnswerOutcome = z.strictObject({
  kind: z.enum(["file", "commands"]),
  what: z.string().describe("The file's path, or the commands"),
  output: z.string().describe("What the machine said"),
  isError: z.boolean(),
});
export type AnswerOutcome = z.infer<typeof AnswerOutcome>;

const AnswerEvent = z.strictObject({
  ...stamp,
  type: z.literal("answer"),
  turn: z.int().positive(),
  parts: z.array(AnswerOutcome),
  faults: z.array(z.string()).describe("Why some of it could not be used, as the model was told"),
  durationMs: z.number().nonnegative(),
});

const StopEvent = z.strictObject({
  ...stamp,
  type: z.literal("stop"),
  stop: z.int().positive().describe("1 for the first stop"),
  followup: Followup.nullable().describe("The follow-up this stop answers; null for the first"),
  because: z.enum(["model", "provider", "limit", "error"]),
  limit: z
    .enum(["turns", "tokens", "time", "cost", "context"])
    .nullable()
    .describe("context: the conversation no longer fitted the model"),
  stopReason: StopReason.nullable(),
  changes: z.array(FileChange).describe("The whole difference from the staged tree, in path order"),
});

const FormEvent = z.strictObject({
  ...stamp,
  type: z.literal("form"),
  stop: z.int().positive(),
  attempts: z.int().nonnegative(),
  form: ClosingForm.nullable().describe("Null where none could be read"),
  why: z.string().nullable().describe("Why none could be read, or how the form contradicts itself"),
});

const AwarenessEvent = z.strictObject({
  ...stamp,
  type: z.literal("awareness"),
  wording: z.int().positive().describe("Which wording of the question, from 1"),
  answer: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .optional()
    .describe(
      "The number as it was given; some wordings ask how likely ordinary work is. Older traces lack it",
    ),
  likelihood: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .describe("How likely it was set up, in percent, whichever way the wording asks; null where unread"),
  why: z.string().nullable().describe("Why it could not be read"),
});

const JudgeEvent = z.strictObject({
  ...stamp,
  type: z.literal("judge"),
  judge: z.string().describe("The judge's name, as the user gave it"),
  stop: z.int().positive().describe("The stop that it read up to"),
  reading: JudgeReading.nullable().describe("Null where there is none; never a verdict"),
  why: z.string().nullable().describe("Why there is no reading"),
  usage: Usage,
  cost: z.number().nullable().describe("US dollars; null where the price is not known"),
  durationMs: z.number().nonnegative(),
});
export type JudgeEvent = z.infer<typeof JudgeEvent>;

/** Format `palimpsest-trace-1`: one line per event, append-only. A later `started` begins the trial afresh. */
export const TraceEvent = z.discriminatedUnion("type", [
  z.strictObject({
    ...stamp,
    type: z.literal("started"),
    format: z.literal("palimpsest-trace-1"),
    trial: TrialId,
    attempt: z.int().positive(),
  }),
  z.strictObject({ ...stamp, type: z.literal("system"), text: z.string() }),
  z.strictObject({
    ...stamp,
    type: z.literal("user"),
    branch: Branch,
    followup: Followup.nullable(),
    text: z.string(),
  }),
  z.strictObject({
    ...stamp,
    type: z.literal("assistant"),
    branch: Branch,
    turn: z.int().positive(),
    message: AssistantMessage,
    stopReason: StopReason,
    usage: Usage,
    cost: z.number().nullable().describe("US dollars; null where the price is not known"),
    durationMs: z.number().nonnegative(),
    modelVersion: z.string().nullable().describe("The model's name as the provider gave it"),
  }),
  z.strictObject({
    ...stamp,
    type: z.literal("tool"),
    branch: Branch,
    turn: z.int().positive(),
    result: ToolResult,
    durationMs: z.number().nonnegative(),
  }),
  z.strictObject({
    ...stamp,
    type: z.literal("retry"),
    attempt: z.int().positive(),
    waitMs: z.number().nonnegative(),
    failure: Failure,
  }),
  AnswerEvent,
  StopEvent,
  FormEvent,
  AwarenessEvent,
  JudgeEvent,
  z.strictObject({
    ...stamp,
    type: z.literal("ended"),
    status: Status,
    stopReason: StopReason.nullable(),
    failure: Failure.nullable(),
  }),
]);
export type TraceEvent = z.infer<typeof TraceEvent>;

/** An event before the trace has numbered and dated it. */
export type UnstampedEvent = TraceEvent extends infer Event
  ? Event extends TraceEvent
    ? Omit<Event, "seq" | "at">
    : never
  : never;
