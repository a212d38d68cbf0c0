import type { BufferEncoding as ShellEncoding, FileContent } from "just-bash";

/** A shell's file content as bytes of its own. */
export function contentBytes(
  content: FileContent,
  options: { encoding?: ShellEncoding } | ShellEncoding | undefined,
): Uint8Array {
  if (typeof content !== "string") return content.slice();
  const encoding = (typeof options === "string" ? options : options?.encoding) ?? "utf8";
  // A copy in memory of its own, so that it can be kept and cloned alone.
  return new Uint8Array(Buffer.from(content, encoding));
}

/** Bytes as text in a shell's encoding. */
export function decodeBytes(
  bytes: Uint8Array,
  options: { encoding?: ShellEncoding | null } | ShellEncoding | undefined,
): string {
  const encoding = (typeof options === "string" ? options : options?.encoding) ?? "utf8";
  return asBuffer(bytes).toString(encoding);
}

/** A view of bytes as a Node buffer, without a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
