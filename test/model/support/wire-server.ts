import { readFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** What the server does with one request. */
export interface PlannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends the first bytes of the body and closes the connection. */
  readonly cutAfter?: number;
  /** Sends the first bytes of the body and then nothing, with the connection open. */
  readonly silentAfter?: number;
  /** Called once those bytes are on their way. */
  readonly onSilence?: () => void;
  /** Closes the connection before anything is sent. */
  readonly reset?: boolean;
}

interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface WireServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Adds answers to the queue. Requests beyond it are answered with status 418. */
  plan(...answers: PlannedAnswer[]): void;
  close(): Promise<void>;
}

/** A server on loopback that answers with planned bytes and keeps what it received. */
export async function startWireServer(): Promise<WireServer> {
  const requests: ReceivedRequest[] = [];
  const answers: PlannedAnswer[] = [];
  const server = createServer((request, response) => {
    receive(request)
      .then((received) => {
        requests.push(received);
        send(response, answers.shift() ?? { status: 418, body: "no answer is planned" });
      })
      // A client that leaves while it asks gets no answer; neither does a request that cannot be read.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    plan: (...more) => answers.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const body = z.record(z.string(), z.unknown()).parse(JSON.parse(await text(request)));
  return { path: request.url ?? "", headers: request.headers, body };
}

function send(
  response: ServerResponse,
  { status = 200, headers = {}, body = "", ...fault }: PlannedAnswer,
): void {
  if (fault.reset === true) {
    response.destroy();
    return;
  }
  response.writeHead(status, headers);
  if (fault.cutAfter !== undefined) {
    response.write(body.slice(0, fault.cutAfter), () => response.destroy());
  } else if (fault.silentAfter !== undefined) {
    response.flushHeaders();
    response.write(body.slice(0, fault.silentAfter));
    // By then the client, which lives in this process, has had its turn to read them.
    setImmediate(() => setImmediate(() => fault.onSilence?.()));
  } else {
    response.end(body);
  }
}

const types: Readonly<Record<string, string>> = {
  json: "application/json",
  sse: "text/event-stream; charset=utf-8",
  html: "text/html; charset=utf-8",
};

/** A recorded body of `test/fixtures/wire` as an answer. */
export async function recorded(file: string, more: Partial<PlannedAnswer> = {}): Promise<PlannedAnswer> {
  const body = await readFile(new URL(`../../fixtures/wire/${file}`, import.meta.url), "utf8");
  const type = types[file.slice(file.lastIndexOf(".") + 1)] ?? "text/plain";
  return { body, ...more, headers: { "content-type": type, ...more.headers } };
}
