import type { PlainSource } from "../model.js";
import { createClient } from "../openai/create-client.js";
import { mapReasoningEffort } from "../openai/map-reasoning.js";
import type { ProviderOptions } from "../transport/provider-options.js";
import { createProviderSource } from "../transport/provider-source.js";
import { sendWithRetries } from "../transport/send-with-retries.js";
import { mapRequest } from "./map-request.js";
import { mapResponse } from "./map-response.js";
import { readCompletion } from "./read-completion.js";

/**
 * Models behind any server that speaks Chat Completions, never streamed. Throws a `ModelError` for settings that the API
 * does not have.
 */
export function createOpenAiChatSource(options: ProviderOptions): PlainSource {
  const client = createClient(options);
  const name = `openai-chat/${options.model}`;
  mapReasoningEffort(options.reasoning, name);
  return createProviderSource(options.apiKey, async (request, call) => {
    const body = mapRequest(request, options, client.baseURL);
    const tryOnce = async (signal: AbortSignal) =>
      readCompletion(await client.post<unknown>("/chat/completions", { body, signal }));
    return mapResponse(await sendWithRetries(tryOnce, options, name, call), request.messages.length);
  });
}
