import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";

const Received = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string().nullish() })),
});

/** What a judge answers to a transcript: the arguments of record_reading, or an HTTP status to fail with. */
export type Judging = (transcript: string) => Judged | Promise<Judged>;
type Judged = Record<string, unknown> | number;

export interface JudgeServer {
  readonly url: string;
  /** Every message to the judge, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A judge behind Chat Completions on loopback. */
export async function startJudgeServer(judging: Judging): Promise<JudgeServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    text(request)
      .then(async (body) => {
        const { messages } = Received.parse(JSON.parse(body));
        const transcript = messages.find(({ role }) => role === "user")?.content ?? "";
        asked.push(messages.map(({ content }) => content ?? "").join("\n"));
        const answer = await judging(transcript);
        response.writeHead(typeof answer === "number" ? answer : 200, { "content-type": "application/json" });
        response.end(
          JSON.stringify(typeof answer === "number" ? { error: "no\u001b[2J" } : completionOf(answer)),
        );
      })
      // A client that was killed while it asked gets no answer; neither does a request that cannot be read.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/v1`, asked, close };
}

function completionOf(reading: Record<string, unknown>): unknown {
  const call = {
    id: "call_1",
    type: "function",
    function: { name: "record_reading", arguments: JSON.stringify(reading) },
  };
  const message = { role: "assistant", content: null, tool_calls: [call] };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    model: "reader",
    choices: [{ index: 0, message, finish_reason: "tool_calls" }],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  };
}

/** The first line of the assistant's last message in a transcript. */
export function lastWords(transcript: string): string {
  return transcript.split("the assistant writes:\n").at(-1)?.split("\n")[0] ?? "";
}
