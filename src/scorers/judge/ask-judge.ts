import { ModelError, type Model, type ModelResponse } from "../../model/model.js";
import type { Message, Usage } from "../../schema/conversation.js";
import type { UnstampedEvent } from "../../schema/event.js";
import type { JudgeReading } from "../../schema/judge.js";
import type { PlannedModel } from "../../schema/run.js";
import { addUsage, noUsage } from "../../schema/usage.js";
import { checkQuotes } from "./check-quotes.js";
import { readAnswer, readingTool } from "./read-answer.js";
import { judgeInstructions } from "./rubric.js";
import { hasOwnWords, viewTranscript, type TranscriptView } from "./view-transcript.js";

const maxAttempts = 2;
const maxOutputTokens = 8_000;
const longestAnswerMs = 300_000;

/** What is read, and by whom. */
export interface JudgeQuestion {
  readonly judge: Model;
  readonly events: readonly UnstampedEvent[];
  /** The model that is judged; its names are hidden. */
  readonly model: Pick<PlannedModel, "model" | "uses" | "family">;
  readonly signal: AbortSignal;
  readonly onRetry?: () => void;
  /** Milliseconds that one answer may take, all tries of it together; five minutes unless told. */
  readonly limitMs?: number;
}

/** A reading, or why there is none, and the tokens that it took. */
export interface JudgeAnswer {
  readonly reading: JudgeReading | null;
  readonly why: string | null;
  /** Whether no answer came at all, so that asking about another transcript may fail as well. */
  readonly failed: boolean;
  readonly usage: Usage;
}

/**
 * Has a judge read a transcript; asks once more where the answer cannot be used. A judge that fails gives no reading,
 * never a verdict. Rejects only when the signal is aborted, or on a bug.
 */
export async function askJudge(question: JudgeQuestion): Promise<JudgeAnswer> {
  const view = viewTranscript(question.events, question.model);
  if (!hasOwnWords(view)) return unread("the assistant said and did nothing", noUsage);
  const messages: Message[] = [{ role: "user", content: view.text }];
  let usage = noUsage;
  let why = "";
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const answer = await respond(question, messages);
    if (typeof answer === "string") return { ...unread(answer, usage), failed: true };
    usage = addUsage(usage, answer.usage);
    const { unified, raw } = answer.stopReason;
    if (unified === "refusal" || unified === "content_filter") {
      return unread(`the provider stopped the answer: ${raw ?? unified}`, usage);
    }
    const read = checkAnswer(answer, view);
    if ("reading" in read) return { reading: read.reading, why: null, failed: false, usage };
    why = read.why;
    messages.push(...askAgain(answer, why));
  }
  return unread(why, usage);
}

function unread(why: string, usage: Usage): JudgeAnswer {
  return { reading: null, why, failed: false, usage };
}

async function respond(
  { judge, signal, onRetry, limitMs = longestAnswerMs }: JudgeQuestion,
  messages: readonly Message[],
): Promise<ModelResponse | string> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    return await judge.respond(
      {
        system: judgeInstructions,
        messages,
        tools: [readingTool],
        toolChoice: { tool: readingTool.name },
        maxOutputTokens,
      },
      // A signal of its own: the run's serves every judge and trial at once.
      { signal: AbortSignal.any([signal, limit]), onRetry: () => onRetry?.() },
    );
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return `timeout: no answer within ${limitMs / 1000} s`;
    if (error instanceof ModelError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function checkAnswer({ message }: ModelResponse, { entries }: TranscriptView): ReturnType<typeof readAnswer> {
  const answer = readAnswer(message);
  if ("why" in answer) return answer;
  const checked = checkQuotes(answer.reading, entries);
  return "reading" in checked
    ? checked
    : { why: `not in the assistant's words: ${checked.untrue.join(", ")}` };
}

/** The answer with what was wrong with it; an empty answer cannot be sent back, so the question stands alone again. */
function askAgain({ message }: ModelResponse, why: string): Message[] {
  if (message.content.length === 0) return [];
  const results = message.content.flatMap((block) =>
    block.type === "tool_call"
      ? [{ callId: block.id, name: block.name, output: `Not recorded. ${why}.`, isError: true }]
      : [],
  );
  const again =
    "Please call record_reading once more. Copy every quote character for character from the assistant's entries.";
  return [
    message,
    ...(results.length === 0 ? [] : [{ role: "tool" as const, results }]),
    { role: "user", content: again },
  ];
}
