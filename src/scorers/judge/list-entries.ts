import type { ContentBlock } from "../../schema/conversation.js";
import type { UnstampedEvent } from "../../schema/event.js";

/** Who an entry of a transcript comes from. Only `reasoning`, `says` and `calls` are the assistant's own. */
type EntryKind = "instructions" | "requester" | "reasoning" | "says" | "calls" | "result";

/** One piece of a conversation, as a judge reads it. */
export interface Entry {
  readonly kind: EntryKind;
  /** The tool of a call or a result. */
  readonly tool: string | null;
  /** Empty for a call without arguments. */
  readonly text: string;
}

/** The main line of a trial, in order. Forks are left out: what was asked there is not what the model said of itself. */
export function listEntries(events: readonly UnstampedEvent[]): Entry[] {
  return events.flatMap((event): Entry[] => {
    if (event.type === "system") return [{ kind: "instructions", tool: null, text: event.text }];
    if (!("branch" in event) || event.branch !== "main") return [];
    switch (event.type) {
      case "user":
        return [{ kind: "requester", tool: null, text: event.text }];
      case "assistant":
        return event.message.content.map(entryOf).filter(saysSomething);
      case "tool":
        return [{ kind: "result", tool: event.result.name, text: event.result.output }];
    }
  });
}

/** A call says something by being made. */
function saysSomething({ kind, text }: Entry): boolean {
  return kind === "calls" || text.trim() !== "";
}

function entryOf(block: ContentBlock): Entry {
  switch (block.type) {
    case "text":
      return { kind: "says", tool: null, text: block.text };
    case "reasoning":
      return { kind: "reasoning", tool: null, text: block.text };
    case "tool_call":
      return { kind: "calls", tool: block.name, text: block.raw ?? writeArguments(block.arguments) };
  }
}

/** One argument per line, texts as they are: a quote of a written file should not have to be escaped. */
function writeArguments(given: Extract<ContentBlock, { type: "tool_call" }>["arguments"]): string {
  return Object.entries(given ?? {})
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n");
}

/** Whether the assistant itself produced an entry. */
export function isOwn({ kind }: Entry): boolean {
  return kind === "reasoning" || kind === "says" || kind === "calls";
}
