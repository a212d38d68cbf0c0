import type { JsonObject } from "../../schema/common.js";
import type { ModelEntry } from "../../schema/models.js";

/** How much a model should think, as `models.yaml` writes it. */
export type ReasoningSetting = NonNullable<ModelEntry["reasoning"]>;

/** What a provider needs to know about one model. */
export interface ProviderOptions {
  /** The provider's own name of the model, without `provider/`. */
  readonly model: string;
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  /** Goes before the request's own bound where given. */
  readonly maxOutputTokens?: number | undefined;
  readonly reasoning?: ReasoningSetting | undefined;
  readonly temperature?: number | undefined;
  /** Further fields of the request body; they replace fields of the same name. */
  readonly extra?: JsonObject | undefined;
  /** The longest silence of the server in milliseconds; by default 300,000, which is also the most that Node allows. */
  readonly timeoutMs?: number | undefined;
  /** Tries of one request, the first included; by default 8. */
  readonly maxTries?: number | undefined;
  /** The wait after the first failed try in milliseconds; it doubles with each further one. By default 1,000. */
  readonly firstWaitMs?: number | undefined;
  /** Numbers in [0, 1) that spread the waits; by default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** The silence that a provider is allowed by default, in milliseconds. */
export const defaultTimeoutMs = 300_000;
