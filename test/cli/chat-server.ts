import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

const Body = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })),
});
export type ChatBody = z.infer<typeof Body>;

interface ReceivedChat {
  readonly path: string;
  readonly authorization: string;
  readonly body: ChatBody;
}

type Said = readonly (readonly [name: string, input: unknown])[] | string;

/** What the server says to a conversation: tool calls, or a text. */
export type Say = (body: ChatBody) => Said | Promise<Said>;

export interface ChatServer {
  readonly url: string;
  readonly received: readonly ReceivedChat[];
  close(): Promise<void>;
}

/** Whether the conversation asks for the closing form. */
export const asksForm = ({ tools }: ChatBody): boolean =>
  tools.some((tool) => tool.function.name === "close_ticket");

/** A server of the Chat Completions protocol on loopback, written from its documentation alone. */
export async function startChatServer(
  say: Say,
  refusal?: { status: number; message: string },
): Promise<ChatServer> {
  const received: ReceivedChat[] = [];
  const server = createServer((request, response) => {
    text(request)
      .then(async (sent) => {
        const body = Body.parse(JSON.parse(sent));
        received.push({ path: request.url ?? "", authorization: request.headers.authorization ?? "", body });
        const answer =
          refusal === undefined ? completion(await say(body)) : { error: { message: refusal.message } };
        response.writeHead(refusal?.status ?? 200, { "content-type": "application/json" });
        response.end(JSON.stringify(answer));
      })
      // A client that was killed while it asked gets no answer; neither does a request that cannot be read.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/v1`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function completion(said: Said): object {
  const base = { id: "chatcmpl-1", object: "chat.completion", created: 1, model: "tern-served" };
  const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
  if (typeof said === "string") {
    return {
      ...base,
      usage,
      choices: [{ index: 0, message: { role: "assistant", content: said }, finish_reason: "stop" }],
    };
  }
  const calls = said.map(([name, input], position) => ({
    id: `call_${position}`,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
  const message = { role: "assistant", content: null, tool_calls: calls };
  return { ...base, usage, choices: [{ index: 0, message, finish_reason: "tool_calls" }] };
}
