import {
  ModelError,
  type ModelCall,
  type ModelRequest,
  type ModelResponse,
  type PlainSource,
} from "../model.js";
import { openStream } from "../transport/open-stream.js";
import type { ProviderOptions } from "../transport/provider-options.js";
import { createProviderSource } from "../transport/provider-source.js";
import { sendWithRetries } from "../transport/send-with-retries.js";
import { createClient } from "./create-client.js";
import { mapReasoningEffort } from "./map-reasoning.js";
import { mapRequest } from "./map-request.js";
import { mapResponse } from "./map-response.js";
import { readResponse } from "./read-response.js";
import { readStream } from "./read-stream.js";

/**
 * Models behind OpenAI's Responses API, streamed unless `extra` says `stream: false` (some accounts may not stream some
 * models). Nothing is stored at the provider's: reasoning travels encrypted in the conversation. Throws a `ModelError`
 * for settings that the API does not have.
 */
export function createOpenAiSource(options: ProviderOptions): PlainSource {
  const client = createClient(options);
  const name = `openai/${options.model}`;
  mapReasoningEffort(options.reasoning, name);
  // Known after the first answer; trials that share the source need not find out again.
  let takesReasoning = true;

  const ask = async (
    request: ModelRequest,
    call: ModelCall,
    withReasoning: boolean,
  ): Promise<ModelResponse> => {
    const body = mapRequest(request, options, withReasoning);
    const tryOnce = async (signal: AbortSignal) =>
      body.stream
        ? readStream(await openStream(client, "/responses", body, signal))
        : readResponse(await client.post<unknown>("/responses", { body, signal }));
    return mapResponse(await sendWithRetries(tryOnce, options, name, call));
  };

  return createProviderSource(options.apiKey, async (request, call) => {
    const withReasoning = takesReasoning;
    try {
      return await ask(request, call, withReasoning);
    } catch (error) {
      if (!withReasoning || !rejectsEncryption(error)) throw error;
      takesReasoning = false;
      return await ask(request, call, false);
    }
  });
}

function rejectsEncryption(error: unknown): boolean {
  return error instanceof ModelError && error.code === "bad_request" && /encrypted/i.test(error.message);
}
