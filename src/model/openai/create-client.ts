import OpenAI from "openai";
import { createPatientFetch } from "../transport/patient-fetch.js";
import { defaultTimeoutMs, type ProviderOptions } from "../transport/provider-options.js";

/** The SDK's client without its own retries and messages. Without `baseUrl`, `OPENAI_BASE_URL` holds. */
export function createClient(options: ProviderOptions): OpenAI {
  const timeout = options.timeoutMs ?? defaultTimeoutMs;
  return new OpenAI({
    apiKey: options.apiKey,
    adminAPIKey: null,
    ...(options.baseUrl === undefined ? {} : { baseURL: options.baseUrl }),
    maxRetries: 0,
    timeout,
    fetch: createPatientFetch(timeout),
    logLevel: "off",
  });
}
