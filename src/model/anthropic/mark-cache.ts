import type {
  CacheControlEphemeral,
  MessageParam,
  TextBlockParam,
  Tool,
} from "@anthropic-ai/sdk/resources/messages";

const breakpoint: CacheControlEphemeral = { type: "ephemeral" };

interface Cacheable {
  readonly tools: readonly Tool[];
  readonly system: readonly TextBlockParam[];
  readonly messages: readonly MessageParam[];
}

/**
 * The prompt with the four cache breakpoints that the API allows: after the tools, after the system prompt, and after
 * the last two user or tool turns. The earlier of those was the last one of the request before, so it is found
 * again however many blocks came since.
 */
export function markCache({ tools, system, messages }: Cacheable): {
  tools: Tool[];
  system: TextBlockParam[];
  messages: MessageParam[];
} {
  const userTurns = messages.flatMap((message, index) => (message.role === "user" ? [index] : []));
  const marked = new Set(userTurns.slice(-2));
  return {
    tools: markLast(tools),
    system: markLast(system),
    messages: messages.map((message, index) => (marked.has(index) ? markMessage(message) : message)),
  };
}

function markLast<Block extends object>(
  blocks: readonly Block[],
): (Block & { cache_control?: CacheControlEphemeral })[] {
  return blocks.map((block, index) =>
    index === blocks.length - 1 ? { ...block, cache_control: breakpoint } : block,
  );
}

function markMessage(message: MessageParam): MessageParam {
  if (message.role !== "user" || typeof message.content === "string") return message;
  const last = message.content.at(-1);
  if (last?.type !== "text" && last?.type !== "tool_result") return message;
  return { role: "user", content: [...message.content.slice(0, -1), { ...last, cache_control: breakpoint }] };
}
