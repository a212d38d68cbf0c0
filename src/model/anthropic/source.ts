import Anthropic from "@anthropic-ai/sdk";
import type { ModelCall, ModelRequest, ModelResponse, PlainSource } from "../model.js";
import { openStream } from "../transport/open-stream.js";
import { createPatientFetch } from "../transport/patient-fetch.js";
import { defaultTimeoutMs, type ProviderOptions } from "../transport/provider-options.js";
import { createProviderSource } from "../transport/provider-source.js";
import { sendWithRetries } from "../transport/send-with-retries.js";
import { foldEvents } from "./fold-events.js";
import { joinResponses } from "./join-responses.js";
import { mapRequest } from "./map-request.js";
import { mapResponse } from "./map-response.js";

/** How often a turn that the provider paused is taken up again. */
const mostPauses = 8;

/**
 * Models behind Anthropic's Messages API, always streamed. With thinking on, a forced tool is left to the model. Without
 * `baseUrl`, the SDK's own `ANTHROPIC_BASE_URL` holds.
 */
export function createAnthropicSource(options: ProviderOptions): PlainSource {
  const timeout = options.timeoutMs ?? defaultTimeoutMs;
  const client = new Anthropic({
    apiKey: options.apiKey,
    ...(options.baseUrl === undefined ? {} : { baseURL: options.baseUrl }),
    maxRetries: 0,
    timeout,
    fetch: createPatientFetch(timeout),
    logLevel: "off",
  });
  const ask = async (request: ModelRequest, call: ModelCall): Promise<ModelResponse> => {
    const body = mapRequest(request, options);
    const tryOnce = async (signal: AbortSignal) =>
      foldEvents(await openStream(client, "/v1/messages", body, signal));
    return mapResponse(await sendWithRetries(tryOnce, options, `anthropic/${options.model}`, call));
  };
  return createProviderSource(options.apiKey, async (request, call) => {
    let response = await ask(request, call);
    for (let pauses = 0; response.stopReason.raw === "pause_turn" && pauses < mostPauses; pauses++) {
      const messages = [...request.messages, response.message];
      response = joinResponses(response, await ask({ ...request, messages }, call));
    }
    return response;
  });
}
