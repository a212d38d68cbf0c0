/** Bytes as text with one character per byte, so that any content can be split into lines and printed unchanged. */
export function bytesToText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

export function textToBytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** One-character-per-byte text of a Unicode string. */
export function packText(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
