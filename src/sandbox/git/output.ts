/** Collects what a command prints. */
export class Output {
  readonly #parts: Uint8Array[] = [];
  #errors = "";

  /** Adds text to standard output. */
  text(text: string): void {
    if (text !== "") this.#parts.push(Buffer.from(text, "utf8"));
  }

  /** Adds a line to standard output. */
  line(text = ""): void {
    this.text(`${text}\n`);
  }

  /** Adds bytes to standard output, given one per character. */
  raw(bytes: string): void {
    if (bytes !== "") this.#parts.push(Buffer.from(bytes, "latin1"));
  }

  /** Adds a line to standard error. */
  error(text: string): void {
    this.#errors += `${text}\n`;
  }

  get stdout(): Uint8Array {
    return Buffer.concat(this.#parts);
  }

  get stderr(): string {
    return this.#errors;
  }
}
