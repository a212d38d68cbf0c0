import type { ProviderFailure } from "./read-failure.js";

const blockWords = new Set(["content_filter", "content_policy_violation", "bio_policy", "cyber_policy"]);
const blockMessages =
  /blocked by content filtering policy|flagged as potentially violating|content management policy/i;

/**
 * The provider's word for a request that it will not answer, where it reports that as an error; otherwise null.
 * Such a refusal says something about the request, and is an answer.
 */
export function mapBlock(failure: ProviderFailure): string | null {
  if (failure.kind !== "reported") return null;
  const word = failure.words.find((candidate) => blockWords.has(candidate));
  if (word !== undefined) return word;
  return blockMessages.test(failure.message) ? (failure.words[0] ?? "content_filter") : null;
}
