/** The lines of one side of a comparison, and which of them are not part of the other side. */
export interface Side {
  readonly lines: readonly string[];
  /** 1 for each changed line; one spare 0 at the end. */
  readonly changed: Uint8Array;
}
