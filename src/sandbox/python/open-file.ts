import { FileError } from "../file-error.js";
import { overlayLimits } from "../overlay-edits.js";

/** The content of a file while it is open; grows in place and knows whether it was changed. */
export class OpenFile {
  users = 0;
  #bytes: Uint8Array;
  #length: number;
  #changed = false;
  #owned = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#length = bytes.length;
  }

  get length(): number {
    return this.#length;
  }

  read(buffer: Uint8Array, offset: number, length: number, position: number): number {
    const count = Math.max(0, Math.min(length, this.#length - position));
    buffer.set(this.#bytes.subarray(position, position + count), offset);
    return count;
  }

  write(bytes: Uint8Array, position: number): number {
    this.#reserve(position + bytes.length);
    this.#bytes.set(bytes, position);
    this.#length = Math.max(this.#length, position + bytes.length);
    this.#changed = true;
    return bytes.length;
  }

  resize(length: number): void {
    this.#reserve(length);
    if (length < this.#length) this.#bytes.fill(0, length, this.#length);
    this.#length = length;
    this.#changed = true;
  }

  /** The content as it is now, where it changed since it was last taken. */
  takeChanges(): Uint8Array | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes the bytes our own and long enough. */
  #reserve(length: number): void {
    if (length > overlayLimits.fileBytes) throw new FileError("EFBIG", "write", "");
    if (this.#owned && length <= this.#bytes.length) return;
    const grown = new Uint8Array(
      Math.max(length, this.#length, Math.min(this.#length * 2, overlayLimits.fileBytes)),
    );
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#owned = true;
  }
}
