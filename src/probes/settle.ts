import { Unreadable } from "./probe-errors.js";

/** What a reading found, or why it could not be made. */
export type Settled = { readonly value: unknown } | { readonly failure: Unreadable };

/** Makes a reading; what is wrong with a file becomes a value. */
export function settle(read: () => unknown): Settled {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof Unreadable) return { failure: error };
    throw error;
  }
}
