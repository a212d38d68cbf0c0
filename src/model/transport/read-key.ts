import { ModelError } from "../model.js";

/** The providers that are called over the network. */
export type NetworkProvider = "anthropic" | "openai" | "openai-chat";

export interface KeyQuestion {
  readonly provider: NetworkProvider;
  /** The provider's own name of the model; used in the error alone. */
  readonly model: string;
  /** The variable that holds the key, instead of the SDK's own. */
  readonly keyVariable?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const usualVariable: Record<NetworkProvider, string> = {
  anthropic: "ANTHROPIC_API_KEY",
  openai: "OPENAI_API_KEY",
  "openai-chat": "OPENAI_API_KEY",
};

/** What is sent to a server that needs no key. */
export const placeholderKey = "no-key";

/**
 * The key to call a model with. A Chat Completions server at a base URL of its own needs none and gets a
 * placeholder. Throws a `missing_key` ModelError that names the variable to set.
 */
export function readKey({ provider, model, keyVariable, baseUrl, environment }: KeyQuestion): string {
  const variable = keyVariable ?? usualVariable[provider];
  const key = environment[variable]?.trim() ?? "";
  if (key !== "") return key;
  const ownServer = (baseUrl ?? environment["OPENAI_BASE_URL"] ?? "") !== "";
  if (provider === "openai-chat" && ownServer && keyVariable === undefined) return placeholderKey;
  throw new ModelError("missing_key", `set ${variable} to use ${provider}/${model}`);
}
