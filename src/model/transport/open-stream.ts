import { shortenText } from "./shorten-text.js";
import { UnreadableAnswer } from "./transport-errors.js";

/** The part of an SDK's client that we call; its typed methods would print warnings of their own. */
export interface PostingClient {
  post<Answer>(
    path: string,
    request: { body: unknown; signal: AbortSignal; stream?: boolean },
  ): PromiseLike<Answer> & { withResponse(): Promise<{ data: Answer; response: Response }> };
}

/** The events of a streamed answer. Throws `UnreadableAnswer` where the server sends something else, such as a page. */
export async function openStream(
  client: PostingClient,
  path: string,
  body: unknown,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const { data, response } = await client
    .post<AsyncIterable<unknown>>(path, { body, signal, stream: true })
    .withResponse();
  const type = response.headers.get("content-type") ?? "text/event-stream";
  if (type.includes("event-stream")) return data;
  throw new UnreadableAnswer(
    `expected a stream of events, not ${type}: ${shortenText(await response.text())}`,
  );
}
