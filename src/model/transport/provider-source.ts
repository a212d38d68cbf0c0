import {
  ModelError,
  type ModelCall,
  type ModelRequest,
  type ModelResponse,
  type PlainSource,
} from "../model.js";
import { redactResponse } from "./redact-response.js";
import { ProviderBlock } from "./transport-errors.js";

type Respond = (request: ModelRequest, call: ModelCall) => Promise<ModelResponse>;

/** A source whose models answer through `respond`, with what all providers have in common around it. */
export function createProviderSource(apiKey: string, respond: Respond): PlainSource {
  const model = {
    respond: async (request: ModelRequest, call: ModelCall): Promise<ModelResponse> => {
      try {
        return redactResponse(await respondOrRelax(respond, request, call), apiKey);
      } catch (error) {
        if (error instanceof ProviderBlock) return blockedResponse(error.raw);
        throw error;
      }
    },
  };
  return { open: () => model };
}

/** Not every server can force a tool; one that rejects the request is asked once more without. */
async function respondOrRelax(
  respond: Respond,
  request: ModelRequest,
  call: ModelCall,
): Promise<ModelResponse> {
  try {
    return await respond(request, call);
  } catch (error) {
    const forced = request.toolChoice !== "auto";
    if (!forced || !(error instanceof ModelError) || error.code !== "bad_request") throw error;
    return await respond({ ...request, toolChoice: "auto" }, call);
  }
}

/** A request that the provider would not answer at all: an empty answer that says so. */
function blockedResponse(raw: string): ModelResponse {
  return {
    message: { role: "assistant", content: [] },
    stopReason: { unified: "content_filter", raw },
    usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
    modelVersion: null,
  };
}
