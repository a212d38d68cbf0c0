import { placeholderKey } from "./read-key.js";

/** Shorter keys would be found in ordinary words. */
const shortestSecret = 6;

const patterns: readonly (readonly [RegExp, string])[] = [
  [
    /\b((?:proxy-)?authorization|x-api-key|api[-_]?key)\b(["']?\s*[:=]\s*["']?)(?:bearer\s+|basic\s+)?[^\s"',;}]+/gi,
    "$1$2[removed]",
  ],
  [/(\bhttps?:\/\/)[^\s"'<>/?#]+@/gi, "$1[removed]@"],
  [/\bbearer\s+(?!\[removed\])[\w.~+/=*-]+/gi, "Bearer [removed]"],
  [/\bsk-[\w*-]{6,}/g, "[removed]"],
];

/** Takes a key out of a text in every form it may come back in. */
export function redactSecret(text: string, secret: string): string {
  if (secret.length < shortestSecret || secret === placeholderKey) return text;
  return text.replaceAll(secret, "[removed]").replaceAll(encodeURIComponent(secret), "[removed]");
}

/** Takes the key, and whatever else looks like a credential, out of a message for people. */
export function redactText(text: string, secret: string): string {
  return patterns.reduce(
    (redacted, [pattern, replacement]) => redacted.replace(pattern, replacement),
    redactSecret(text, secret),
  );
}
