import { z } from "zod";

/** A count of tokens as providers send it: absent, null or unreadable means none. */
export const TokenCount = z
  .number()
  .nonnegative()
  .transform((count) => Math.round(count))
  .nullish()
  .transform((count) => count ?? 0)
  .catch(0);
