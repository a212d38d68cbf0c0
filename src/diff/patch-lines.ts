/** A cursor over the lines of a patch. */
export interface PatchLines {
  readonly lines: readonly string[];
  /** Place of the next line, from 0. */
  next: number;
}

/** The next line without moving on; undefined at the end. */
export function peekLine(reader: PatchLines): string | undefined {
  return reader.lines[reader.next];
}

/** A patch cannot be read; caught where parsing starts and turned into a value. */
export class PatchSyntaxError extends Error {
  override readonly name = "PatchSyntaxError";
}

/** Ends parsing at the next line. */
export function failAtLine(reader: PatchLines, expected: string): never {
  throw new PatchSyntaxError(`line ${reader.next + 1}: expected ${expected}`);
}
