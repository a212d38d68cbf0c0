import { z } from "zod";

/**
 * What is wrong with where models are served, or null. An address is kept in plans and shown in errors, so that a key
 * has no place in it; and what comes after a `?` or `#` would not reach the server as it was meant.
 */
export function findAddressFault(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return "expected a URL such as http://127.0.0.1:8000/v1";
  const { username, password, search, hash } = new URL(text);
  return username === "" && password === "" && search === "" && hash === ""
    ? null
    : "expected a URL without a user, a password, ? or #, such as http://127.0.0.1:8000/v1; a key goes into an environment variable";
}

/** An address as it may be shown: without what can hold a key. */
export function maskAddress(text: string): string {
  return text.replace(/^(.*\/\/)?.*@/s, "$1[removed]@").replace(/([?#]).*$/s, "$1[removed]");
}

/** Where models are served. */
export const ServerAddress = z
  .string()
  .meta({ format: "uri" })
  .superRefine((text, context) => {
    const message = findAddressFault(text);
    if (message !== null) context.addIssue({ code: "custom", message, input: maskAddress(text) });
  });
