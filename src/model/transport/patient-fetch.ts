import { SilentServer } from "./transport-errors.js";

/** The `fetch` that both SDKs call. */
export type Fetch = typeof fetch;

/**
 * A `fetch` whose bodies fail with `SilentServer` when nothing comes for `silenceMs`: the SDKs' own time limit ends
 * with the headers, and a long answer may well take longer than any fixed time.
 */
export function createPatientFetch(silenceMs: number): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) return wrapErrorBody(response);
    if (response.body === null) return response;
    return new Response(endAfterSilence(response.body, silenceMs), response);
  };
}

function endAfterSilence(body: ReadableStream<Uint8Array>, silenceMs: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await readWithin(reader, silenceMs);
      if (part.done) controller.close();
      else controller.enqueue(part.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

function readWithin(reader: Reader, silenceMs: number): ReturnType<Reader["read"]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new SilentServer());
      reader.cancel().catch(() => undefined);
    }, silenceMs);
    reader
      .read()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}

/** Some compatible servers put the error's fields at the top level, where the SDK does not look for them. */
async function wrapErrorBody(response: Response): Promise<Response> {
  const text = await response.text().catch(() => "");
  const { status, statusText, headers } = response;
  return new Response(hasOwnFields(text) ? `{"error":${text}}` : text, { status, statusText, headers });
}

function hasOwnFields(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !("error" in body);
  } catch {
    return false;
  }
}
