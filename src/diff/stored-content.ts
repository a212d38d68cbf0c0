import { isUtf8 } from "node:buffer";
import type { StoredContent } from "../schema/tree.js";

/** A file's bytes as they go into a trace: text where that loses nothing. */
export function storeContent(bytes: Uint8Array): StoredContent {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer) ? { text: buffer.toString() } : { base64: buffer.toString("base64") };
}

/** The bytes of a stored content. */
export function loadContent(content: StoredContent): Uint8Array {
  const buffer = "text" in content ? Buffer.from(content.text) : Buffer.from(content.base64, "base64");
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
